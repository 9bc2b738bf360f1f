import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isOver, type TableAsked, useBeginImport, useImportJob } from '../../api/imports';
import type { Action, ImportTable } from '../../api/types';
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
  onNext: () => void;
};

const isOwn = (name: unknown) => name === 'import' || name === 'import-table';

/** What follows once a table is there: columns, trial, import. Whatever is changed asks for a new trial. */
export function TableSteps({ asked, table, action, onNext }: TableStepsProps) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [plan, setPlan] = useState<Plan>(() => planOf(table));
  const [takesDuplicates, setTakesDuplicates] = useState(false);
  const check = useBeginImport();
  const take = useBeginImport();
  const checked = useImportJob(check.data?.id);
  const taken = useImportJob(take.data?.id);
  const steps = useRef<HTMLDivElement>(null);
  const wanted = { ...asked, ...plan };
  const isTaken = isOver(taken.data);
  const place = isTaken ? 'result' : isOver(checked.data) ? 'preview' : undefined;
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
  };
  const error = check.error ?? checked.error ?? take.error ?? taken.error;
  const isBusy = check.isPending || (check.data !== undefined && !isOver(checked.data));
  return (
    <div className="stack" ref={steps}>
      {!take.data && (
        <ColumnsStep
          table={table}
          action={action}
          plan={plan}
          isBusy={isBusy}
          onChange={change}
          onCheck={() => check.mutate({ ...wanted, mode: 'check', duplicates: 'skip' })}
        />
      )}
      {Boolean(error) && <RefusalNotice error={error} pack={action.pack} focus />}
      {isBusy && <Running job={checked.data} title={t('import.checking')} />}
      {checked.data && isOver(checked.data) && !take.data && (
        <PreviewStep
          job={checked.data}
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
      {take.data && !isTaken && (
        <Running job={taken.data} title={t('import.running')} canStop={take.data.id} />
      )}
      {taken.data && isTaken && <ResultStep job={taken.data} onNext={onNext} />}
    </div>
  );
}
