import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { stopImport } from '../../api/imports';
import type { ImportJob } from '../../api/types';
import { Panel } from '../../ui/Parts';

type RunningProps = { job: ImportJob | undefined; title: string; canStop?: string };

/** How far a trial or an import is. It goes on when one leaves the page. */
export function Running({ job, title, canStop }: RunningProps) {
  const { t } = useTranslation();
  const done = job?.done ?? 0;
  const rows = job?.rows ?? 0;
  return (
    <Panel title={title}>
      <div className="import-running">
        <progress value={rows > 0 ? done : undefined} max={rows || 1} aria-label={title} />
        <span className="number">{t('import.progress', { done, rows })}</span>
        {canStop && <Button onClick={() => void stopImport(canStop)}>{t('import.stop')}</Button>}
      </div>
    </Panel>
  );
}
