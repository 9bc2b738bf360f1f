import { Button, Select } from 'antd';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { type BreachFilter, useBreaches, useChoices } from '../../api/lookups';
import { useMe } from '../../api/session';
import type { Breach } from '../../api/types';
import { ArticleCitation } from '../../ui/ArticleCitation';
import { DataTable, Empty, PageHead, SkeletonRows, useTitle } from '../../ui/Parts';
import { RefusalNotice } from '../../ui/RefusalNotice';
import { Totals } from '../../ui/Totals';
import { durationText, momentText } from '../../ui/time';
import './breaches.css';

const DateControl = lazy(async () => ({
  default: (await import('../../ui/form/DateControl')).DateControl,
}));

const names = ['pack', 'site', 'from', 'to', 'code', 'owed_by'] as const;

function useBreachFilter() {
  const [params, setParams] = useSearchParams();
  const filter: BreachFilter = {};
  for (const name of names) filter[name] = params.get(name) ?? undefined;
  const change = (changed: BreachFilter) => {
    const entries = Object.entries({ ...filter, ...changed }).filter(([, value]) => value);
    setParams(new URLSearchParams(entries as [string, string][]), { replace: true });
  };
  return { filter, change };
}

function BreachTable({ breaches }: { breaches: Breach[] }) {
  const { t } = useTranslation();
  return (
    <DataTable
      caption={t('nav.breaches')}
      rows={breaches}
      rowKey={(breach) => breach.id}
      columns={[
        {
          key: 'case',
          title: t('breach.case'),
          cell: (breach) => (
            <span>
              <Link className="number" to={`/cases/${encodeURIComponent(breach.case.id)}`}>
                {breach.case.number}
              </Link>{' '}
              <span className="soft">{breach.case.title}</span>
            </span>
          ),
        },
        { key: 'what', title: t('breach.what'), cell: (breach) => <strong>{breach.title}</strong> },
        { key: 'owner', title: t('breach.owed_by'), cell: (breach) => breach.owed_by.name },
        {
          key: 'due',
          title: t('clock.due'),
          cell: (breach) => <span className="number">{momentText(t, breach.due_at)}</span>,
        },
        {
          key: 'late',
          title: t('breach.late'),
          cell: (breach) => (
            <span className={`chip ${breach.settled ? '' : 'chip-over'}`}>
              {breach.settled
                ? t('breach.settled_late', {
                    length: durationText(t, (breach.late_seconds ?? 0) * 1000),
                  })
                : t('breach.unsettled')}
            </span>
          ),
        },
        {
          key: 'rule',
          title: t('clause.basis'),
          cell: (breach) => (
            <ArticleCitation rule={breach.rule} pack={breach.case.id.split('.')[0]} />
          ),
        },
      ]}
    />
  );
}

function Filters({ filter, change }: ReturnType<typeof useBreachFilter>) {
  const { t } = useTranslation();
  const me = useMe().data;
  const sites = useChoices('sites');
  const hasFilter = names.some((name) => filter[name]);
  return (
    <search className="breach-filters no-print">
      <Suspense fallback={null}>
        <label htmlFor="breach-from">{t('breach.from')}</label>
        <DateControl
          id="breach-from"
          kind="date"
          value={filter.from}
          onChange={(from) => change({ from })}
        />
        <label htmlFor="breach-to">{t('breach.to')}</label>
        <DateControl
          id="breach-to"
          kind="date"
          value={filter.to}
          onChange={(to) => change({ to })}
        />
      </Suspense>
      <Select
        aria-label={t('queue.pack')}
        placeholder={t('queue.pack')}
        allowClear
        value={filter.pack}
        popupMatchSelectWidth={false}
        options={(me?.packs ?? []).map((one) => ({ value: one.id, label: one.title }))}
        onChange={(pack?: string) => change({ pack })}
        className="breach-pick"
      />
      <Select
        aria-label={t('queue.site')}
        placeholder={t('queue.site')}
        allowClear
        value={filter.site}
        popupMatchSelectWidth={false}
        options={(sites.data ?? []).map((one) => ({ value: one.key, label: one.name }))}
        onChange={(site?: string) => change({ site })}
        className="breach-pick"
      />
      {hasFilter && (
        <Button
          type="text"
          onClick={() => change(Object.fromEntries(names.map((name) => [name, undefined])))}
        >
          {t('action.reset')}
        </Button>
      )}
    </search>
  );
}

/** 违限. Every limit that was broken: by whom, by which clause, by how much. */
export function BreachesPage() {
  const { t } = useTranslation();
  useTitle(t('nav.breaches'));
  const { filter, change } = useBreachFilter();
  const found = useBreaches(filter);
  const { data } = found;
  return (
    <div className="page">
      <PageHead title={t('nav.breaches')} sub={data && t('breach.total', { number: data.total })}>
        <Button onClick={() => window.print()}>{t('forms.print_page')}</Button>
      </PageHead>
      <Filters filter={filter} change={change} />
      {found.error && <RefusalNotice error={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <SkeletonRows rows={10} />}
      {data && (
        <div className="stack">
          {data.items.length > 0 && (
            <div className="breach-totals">
              <Totals
                title={t('breach.by_code')}
                totals={data.totals.by_code}
                chosen={filter.code}
                onChoose={(code) => change({ code })}
              />
              <Totals
                title={t('breach.by_owner')}
                totals={data.totals.by_owner}
                chosen={filter.owed_by}
                onChoose={(owed_by) => change({ owed_by })}
              />
            </div>
          )}
          <div className="panel">
            {data.items.length === 0 ? (
              <Empty title={t('breach.none')} />
            ) : (
              <BreachTable breaches={data.items} />
            )}
          </div>
        </div>
      )}
    </div>
  );
}
