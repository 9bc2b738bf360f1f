import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { DryRun } from '../../api/dryRuns';
import { durationText } from '../../ui/time';

type AskedForProps = { run: DryRun; onAgain: () => void };

/** Which draft was played on which period, and how that ended. */
export function AskedFor({ run, onAgain }: AskedForProps) {
  const { t } = useTranslation();
  return (
    <div className="panel panel-body dryrun-asked">
      <div>
        <strong className="clause-voice">{run.title}</strong>{' '}
        <span className="chip">{t('pack.version', { version: run.version })}</span>
        <p className="soft">
          {t('dryrun.period', { from: run.from, to: run.to })}
          {run.state === 'done' &&
            ` · ${t('dryrun.took', { length: durationText(t, Math.max(run.milliseconds, 1000)) })}`}
        </p>
        {(run.state === 'stopped' || run.state === 'failed') && (
          <p className="chip chip-over">{t(`dryrun.${run.state}`)}</p>
        )}
      </div>
      <Button className="no-print" onClick={onAgain}>
        {t('dryrun.again')}
      </Button>
    </div>
  );
}
