import { FileExcelOutlined } from '@ant-design/icons';
import { Button, Checkbox, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemError } from '../../api/client';
import { faultyAddress } from '../../api/imports';
import type { ImportJob } from '../../api/types';
import { Panel } from '../../ui/Parts';
import { RefusalNotice } from '../../ui/RefusalNotice';
import { Figures, Rows } from './Rows';

type PreviewStepProps = {
  job: ImportJob;
  takesDuplicates: boolean;
  onDuplicates: (takes: boolean) => void;
  isBusy: boolean;
  onTake: () => void;
};

/** What the trial says, before anything is written. */
export function PreviewStep(props: PreviewStepProps) {
  const { job, takesDuplicates, onDuplicates, isBusy, onTake } = props;
  const { t } = useTranslation();
  const handedBack = job.duplicates + job.faulty;
  const [shown, setShown] = useState(handedBack > 0 ? 'problems' : 'first');
  if (job.problem) return <RefusalNotice error={new ProblemError(job.problem)} focus />;
  const rows = shown === 'problems' ? job.problems : job.first;
  const count = job.ready + (takesDuplicates ? job.takeable : 0);
  return (
    <div data-step="preview" tabIndex={-1} className="import-step">
      <Panel title={t('import.step_preview')}>
        <Figures job={job} />
        <div className="row-wrap import-choice">
          <Radio.Group
            value={shown}
            optionType="button"
            aria-label={t('import.shown')}
            onChange={(event) => setShown(event.target.value)}
            options={[
              { value: 'first', label: t('import.first', { number: job.first.length }) },
              {
                value: 'problems',
                label: t('import.problems', { number: handedBack }),
                disabled: handedBack === 0,
              },
            ]}
          />
          {handedBack > job.problems.length && shown === 'problems' && (
            <span className="faint">{t('import.cut', { number: job.problems.length })}</span>
          )}
          {handedBack > 0 && (
            <Button icon={<FileExcelOutlined />} href={faultyAddress(job.id, 'xlsx')} download>
              {t('import.faulty_file')}
            </Button>
          )}
        </div>
        <Rows
          job={job}
          rows={rows}
          caption={t(shown === 'problems' ? 'import.problems' : 'import.first', {
            number: shown === 'problems' ? handedBack : rows.length,
          })}
        />
        <div className="import-actions">
          <Button type="primary" disabled={count === 0} loading={isBusy} onClick={onTake}>
            {t('import.take', { number: count })}
          </Button>
          {job.takeable > 0 && (
            <Checkbox checked={takesDuplicates} onChange={(e) => onDuplicates(e.target.checked)}>
              {t('import.take_duplicates', { number: job.takeable })}
            </Checkbox>
          )}
          <span className="soft">{t('import.take_hint')}</span>
        </div>
      </Panel>
    </div>
  );
}
