import { Button, Input } from 'antd';
import { useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useCases } from '../../api/cases';
import { useBeginnings } from '../../api/commands';
import { DataTable, Empty, PageHead, SkeletonRows, StateTag, useTitle } from '../../ui/Parts';
import { RefusalNotice } from '../../ui/RefusalNotice';
import { dateText } from '../../ui/time';
import './clients.css';

const summaryText = (value: unknown) =>
  Array.isArray(value) ? value.join(' ') : String(value ?? '');

/** 客户. Found by name, tail of the phone number, room, pinyin initials. */
export function ClientsPage() {
  const { t } = useTranslation();
  useTitle(t('nav.clients'));
  const [params, setParams] = useSearchParams();
  const q = params.get('q') ?? '';
  const list = useCases({ q: useDeferredValue(q.trim()) }, '/clients');
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const register = useBeginnings().data?.find(
    (one) => one.command === 'client.register' && one.allowed,
  );
  return (
    <div className="page">
      <PageHead
        title={t('nav.clients')}
        sub={list.data && t('clients.total', { number: list.data.pages[0]?.total ?? 0 })}
      >
        {register && (
          <Link to={`/new/${register.pack}/${register.command}`}>
            <Button type="primary">{register.title}</Button>
          </Link>
        )}
      </PageHead>
      <search className="client-search">
        <Input
          data-page-search
          allowClear
          aria-label={t('form.client_hint')}
          placeholder={t('form.client_hint')}
          value={q}
          onChange={(event) =>
            setParams(event.target.value ? { q: event.target.value } : {}, { replace: true })
          }
        />
      </search>
      <div className="panel">
        {list.error && <RefusalNotice error={list.error} onRetry={() => void list.refetch()} />}
        {list.isPending && <SkeletonRows rows={8} />}
        {list.data && rows.length === 0 && <Empty title={t('clients.none')} />}
        {rows.length > 0 && (
          <DataTable
            caption={t('nav.clients')}
            rows={rows}
            rowKey={(row) => row.id}
            columns={[
              {
                key: 'name',
                title: t('clients.name'),
                cell: (row) => (
                  <Link to={`/clients/${encodeURIComponent(row.key)}`}>{row.title}</Link>
                ),
              },
              {
                key: 'key',
                title: t('clients.key'),
                cell: (row) => <span className="number">{row.key}</span>,
              },
              {
                key: 'phone',
                title: t('clients.phone'),
                cell: (row) => <span className="number">{summaryText(row.summary?.phone)}</span>,
              },
              {
                key: 'rooms',
                title: t('clients.rooms'),
                cell: (row) => summaryText(row.summary?.rooms),
              },
              { key: 'site', title: t('queue.site'), cell: (row) => row.site?.name },
              { key: 'owner', title: t('clients.owner'), cell: (row) => row.owner?.name },
              {
                key: 'state',
                title: t('queue.state'),
                cell: (row) => <StateTag state={row.state} />,
              },
              {
                key: 'since',
                title: t('clients.since'),
                cell: (row) => <span className="number">{dateText(row.created_at)}</span>,
              },
            ]}
          />
        )}
        {list.hasNextPage && (
          <div className="client-more">
            <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {t('queue.more', { shown: rows.length, total: list.data?.pages[0]?.total })}
            </Button>
          </div>
        )}
      </div>
    </div>
  );
}
