import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isOver, type TableAsked, useBeginImport } from '../../api/imports';
import type { Action, ImportJob, ImportTable } from '../../api/types';
import { RefusalNotice } from '../../ui/RefusalNotice';
import { ColumnsStep } from './ColumnsStep';
import { PreviewStep } from './PreviewStep';
import { type Plan, planOf } from './plan';
import { ResultStep } from './ResultStep';
import { Running } from './Running';

type TableStepsProps = {
  asked: TableAsked;
  table: ImportTable;
  action: Action;
  /** The trial or the import of this table that was begun last, on this page or before a reload. */
  job: ImportJob | undefined;
  onJob: (id: string | undefined) => void;
  onNext: () => void;
};

const isOwn = (name: unknown) => name === 'import' || name === 'import-table';

/** What follows once a table is there: columns, trial, import. Whatever is changed asks for a new trial. */
export function TableSteps({ asked, table, action, job, onJob, onNext }: TableStepsProps) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [plan, setPlan] = useState<Plan>(() => planOf(table, job));
  const [takesDuplicates, setTakesDuplicates] = useState(false);
  const check = useBeginImport((begun) => onJob(begun.id));
  const take = useBeginImport((begun) => onJob(begun.id));
  const steps = useRef<HTMLDivElement>(null);
  const wanted = { ...asked, ...plan };
  const trial = job?.mode === 'check' ? job : undefined;
  const taking = job?.mode === 'import' ? job : undefined;
  const isTaken = isOver(taking);
  const place = isTaken ? 'result' : isOver(trial) ? 'preview' : undefined;
  useEffect(() => {
    if (place) steps.current?.querySelector<HTMLElement>(`[data-step=${place}]`)?.focus();
  }, [place]);
  useEffect(() => {
    if (!isTaken) return;
    // Every list may hold what came in; this page's own answers stay.
    void cache.invalidateQueries({ predicate: ({ queryKey }) => !isOwn(queryKey[0]) });
  }, [isTaken, cache]);
  const change = (next: Plan) => {
    setPlan(next);
    check.reset();
    onJob(undefined);
  };
  const error = check.error ?? take.error;
  const isTrying = trial !== undefined && !isOver(trial);
  return (
    <div className="stack" ref={steps}>
      {!taking && (
        <ColumnsStep
          table={table}
          action={action}
          plan={plan}
          isBusy={check.isPending || isTrying}
          onChange={change}
          onCheck={() => check.mutate({ ...wanted, mode: 'check', duplicates: 'skip' })}
        />
      )}
      {error && <RefusalNotice error={error} pack={action.pack} focus />}
      {isTrying && <Running job={trial} title={t('import.checking')} />}
      {trial && !isTrying && (
        <PreviewStep
          job={trial}
          takesDuplicates={takesDuplicates}
          onDuplicates={setTakesDuplicates}
          isBusy={take.isPending}
          onTake={() =>
            take.mutate({
              ...wanted,
              mode: 'import',
              duplicates: takesDuplicates ? 'take' : 'skip',
            })
          }
        />
      )}
      {taking && !isTaken && <Running job={taking} title={t('import.running')} />}
      {taking && isTaken && <ResultStep job={taking} onNext={onNext} />}
    </div>
  );
}
