import { useQueryClient } from '@tanstack/react-query';
import { Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useImportables, useImportJob, useImportTable } from '../../api/imports';
import { byPack, useOffered } from '../../ui/beginnings';
import { Empty, PageHead, Panel, SkeletonRows, useTitle } from '../../ui/Parts';
import { RefusalNotice } from '../../ui/RefusalNotice';
import { FileStep } from './FileStep';
import { TableSteps } from './TableSteps';
import './import.css';

/** What may be imported, with the name of its regulation, in the order of the page of beginnings. */
function useKinds() {
  const importables = useImportables();
  const { beginnings, offered } = useOffered();
  const keys = new Set(importables.data?.map((one) => `${one.pack}/${one.command}`));
  return {
    error: importables.error ?? beginnings.error,
    isPending: importables.isPending || beginnings.isPending,
    retry: () => void Promise.all([importables.refetch(), beginnings.refetch()]),
    kinds: offered.filter((one) => keys.has(one.key)),
  };
}

type ChosenFile = { upload: string; name: string; sheet?: string };

/** 导入. A list that exists already: what is in it, what its columns mean, a trial, then the rows. */
export function ImportPage() {
  const { t } = useTranslation();
  useTitle(t('import.title'));
  const [params, setParams] = useSearchParams();
  const { kinds, error, isPending, retry } = useKinds();
  const [file, setFile] = useState<ChosenFile>();
  const [isAgain, setAgain] = useState(params.has('job'));
  const what = kinds.find((one) => one.key === params.get('what'));
  // In the address, so that a page that is loaded again finds its trial or import, and its file.
  const job = useImportJob(params.get('job') ?? undefined);
  if (isAgain && job.data) {
    const { upload, sheet } = job.data;
    setAgain(false);
    setFile({ upload, name: t('import.kept_file'), sheet: sheet || undefined });
  }
  const asked = file &&
    what && {
      upload: file.upload,
      pack: what.action.pack,
      command: what.action.command,
      sheet: file.sheet,
    };
  const table = useImportTable(asked);
  const turnTo = (id: string | undefined) =>
    setParams({ ...(what && { what: what.key }), ...(id && { job: id }) }, { replace: true });
  const choose = (next: ChosenFile | undefined) => {
    setAgain(false);
    setFile(next);
    turnTo(undefined);
  };
  const cache = useQueryClient();
  // What was settled about the columns is asked anew when another file of the kind is looked at.
  useEffect(() => () => cache.removeQueries({ queryKey: ['import-table'] }), [cache]);
  return (
    <div className="page import-page">
      <PageHead title={t('import.title')} sub={t('import.sub')} />
      {error && <RefusalNotice error={error} onRetry={retry} />}
      {isPending && <SkeletonRows />}
      {!isPending && !error && kinds.length === 0 && <Empty title={t('import.none')} />}
      {kinds.length > 0 && (
        <div className="stack">
          <Panel title={t('import.step_file')}>
            <div className="import-file">
              <label className="import-field" htmlFor="import-what">
                <span>{t('import.what')}</span>
                <Select
                  id="import-what"
                  value={what?.key}
                  placeholder={t('form.choose')}
                  showSearch={{ optionFilterProp: 'label' }}
                  onChange={(key) => setParams({ what: key }, { replace: true })}
                  options={byPack(kinds).map(({ title, items }) => ({
                    label: title,
                    options: items.map((one) => ({ value: one.key, label: one.action.title })),
                  }))}
                />
              </label>
              {what && (
                <FileStep
                  name={file?.name}
                  table={table.data}
                  onFile={(next) => choose(next && { upload: next.hash, name: next.name })}
                  onSheet={(sheet) => choose(file && { ...file, sheet })}
                />
              )}
            </div>
            {job.error && <RefusalNotice error={job.error} />}
            {table.error && <RefusalNotice error={table.error} focus />}
            {table.isLoading && <SkeletonRows rows={3} />}
          </Panel>
          {asked && what && table.data && (
            <TableSteps
              key={`${asked.upload} ${what.key} ${asked.sheet}`}
              asked={asked}
              table={table.data}
              action={what.action}
              job={job.data?.upload === asked.upload ? job.data : undefined}
              onJob={turnTo}
              onNext={() => choose(undefined)}
            />
          )}
        </div>
      )}
    </div>
  );
}
