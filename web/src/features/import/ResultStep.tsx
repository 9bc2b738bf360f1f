import { FileExcelOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ProblemError } from '../../api/client';
import { faultyAddress } from '../../api/imports';
import type { ImportJob } from '../../api/types';
import { Panel } from '../../ui/Parts';
import { RefusalNotice } from '../../ui/RefusalNotice';
import { listAddress } from './plan';
import { Figures, Rows } from './Rows';

/** What was taken in, and what is handed back. */
export function ResultStep({ job, onNext }: { job: ImportJob; onNext: () => void }) {
  const { t } = useTranslation();
  const handedBack = job.duplicates + job.faulty;
  const seconds = Math.max(0.1, Math.round(job.milliseconds / 100) / 10);
  return (
    <div data-step="result" tabIndex={-1} className="import-step">
      <Panel title={t(job.state === 'done' ? 'import.step_result' : 'import.step_stopped')}>
        {job.problem && <RefusalNotice error={new ProblemError(job.problem)} />}
        <Figures job={job} />
        <p className="soft import-choice">
          {t('import.took', { done: job.done, rows: job.rows, seconds })}
        </p>
        <div className="import-actions">
          <Link to={listAddress(job.pack, job.type)}>
            <Button type="primary">{t('import.look')}</Button>
          </Link>
          {handedBack > 0 && (
            <>
              <Button icon={<FileExcelOutlined />} href={faultyAddress(job.id, 'xlsx')} download>
                {t('import.faulty_file')}
              </Button>
              <Button href={faultyAddress(job.id, 'csv')} download>
                CSV
              </Button>
            </>
          )}
          <Button onClick={onNext}>{t('import.next')}</Button>
        </div>
        {job.problems.length > 0 && (
          <Rows
            job={job}
            rows={job.problems}
            caption={t('import.problems', { number: handedBack })}
          />
        )}
      </Panel>
    </div>
  );
}
