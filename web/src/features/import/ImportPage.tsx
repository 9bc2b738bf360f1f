import { useQueryClient } from '@tanstack/react-query';
import { Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useImportables, useImportTable } from '../../api/imports';
import type { Attachment } from '../../api/types';
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

/** 导入. A list that exists already: what is in it, what its columns mean, a trial, then the rows. */
export function ImportPage() {
  const { t } = useTranslation();
  useTitle(t('import.title'));
  const [params, setParams] = useSearchParams();
  const { kinds, error, isPending, retry } = useKinds();
  const [file, setFile] = useState<Attachment>();
  const [sheet, setSheet] = useState<string>();
  const what = kinds.find((one) => one.key === params.get('what'));
  const asked = file &&
    what && { upload: file.hash, pack: what.action.pack, command: what.action.command, sheet };
  const table = useImportTable(asked);
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
                  file={file}
                  table={table.data}
                  onFile={(next) => {
                    setSheet(undefined);
                    setFile(next);
                  }}
                  onSheet={setSheet}
                />
              )}
            </div>
            {table.error && <RefusalNotice error={table.error} focus />}
            {table.isLoading && <SkeletonRows rows={3} />}
          </Panel>
          {asked && what && table.data && (
            <TableSteps
              key={`${asked.upload} ${what.key} ${sheet}`}
              asked={asked}
              table={table.data}
              action={what.action}
              onNext={() => setFile(undefined)}
            />
          )}
        </div>
      )}
    </div>
  );
}
