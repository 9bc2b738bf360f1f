import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { type DryRun, useStopDryRun } from '../../api/dryRuns';
import { Panel } from '../../ui/Parts';
import { RefusalNotice } from '../../ui/RefusalNotice';

/** Seconds until the last entry, at the rate so far; undefined while that says little. */
function secondsLeft({ done, entries, milliseconds }: DryRun) {
  const share = entries > 0 ? done / entries : 0;
  return share > 0.02 ? Math.round((milliseconds / share - milliseconds) / 1000) : undefined;
}

/** How far it is. It goes on when one leaves the page. */
export function Running({ run }: { run: DryRun }) {
  const { t } = useTranslation();
  const stop = useStopDryRun();
  const { done, entries } = run;
  const seconds = secondsLeft(run);
  return (
    <Panel title={t('dryrun.running')}>
      <div className="dryrun-running">
        <progress
          value={entries > 0 ? done : undefined}
          max={entries || 1}
          aria-label={t('dryrun.running')}
        />
        <span className="number">
          {t('dryrun.progress', { done, entries })}
          {seconds !== undefined && t('dryrun.seconds_left', { seconds })}
        </span>
        <Button loading={stop.isPending} onClick={() => stop.mutate(run.id)}>
          {t('dryrun.stop')}
        </Button>
      </div>
      {stop.error && <RefusalNotice error={stop.error} focus />}
    </Panel>
  );
}
