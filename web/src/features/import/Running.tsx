import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useStopImport } from '../../api/imports';
import type { ImportJob } from '../../api/types';
import { Panel } from '../../ui/Parts';
import { RefusalNotice } from '../../ui/RefusalNotice';

type RunningProps = { job: ImportJob; title: string };

/** How far a trial or an import is. It goes on when one leaves the page. */
export function Running({ job, title }: RunningProps) {
  const { t } = useTranslation();
  const stop = useStopImport();
  const { done, rows } = job;
  return (
    <Panel title={title}>
      <div className="import-running">
        <progress value={rows > 0 ? done : undefined} max={rows || 1} aria-label={title} />
        <span className="number">{t('import.progress', { done, rows })}</span>
        {job.mode === 'import' && (
          <Button loading={stop.isPending} onClick={() => stop.mutate(job.id)}>
            {t('import.stop')}
          </Button>
        )}
      </div>
      {stop.error && <RefusalNotice error={stop.error} focus />}
    </Panel>
  );
}
