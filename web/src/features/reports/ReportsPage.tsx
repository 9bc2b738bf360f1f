import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { sheetAddress, useCases, useLedgers } from '../../api/cases';
import { useMe } from '../../api/session';
import { DeadlineBadge } from '../../ui/DeadlineBadge';
import {
  DataTable,
  Empty,
  PageHead,
  Panel,
  SkeletonRows,
  StateTag,
  useTitle,
} from '../../ui/Parts';
import { RefusalNotice } from '../../ui/RefusalNotice';
import { SheetActions } from '../../ui/SheetActions';
import { dateTimeText } from '../../ui/time';
import { reportTitle } from './title';

/** 台账. Books that are always up to date, beside the reports that are drawn up once. */
function Books() {
  const { t } = useTranslation();
  const answer = useLedgers();
  const ledgers = answer.data ?? [];
  if (ledgers.length === 0 && !answer.error) return null;
  return (
    <Panel title={t('ledger.books')}>
      {answer.error && <RefusalNotice error={answer.error} onRetry={() => void answer.refetch()} />}
      <div className="row-wrap">
        {ledgers.map((ledger) => (
          <Link
            key={`${ledger.pack}/${ledger.id}`}
            className="begin-link"
            to={`/ledgers/${ledger.pack}/${ledger.id}`}
            title={ledger.pack_title}
          >
            {ledger.title}
          </Link>
        ))}
      </div>
    </Panel>
  );
}

/** 报表. What the clock drew up and who still has to write to it. */
export function ReportsPage() {
  const { t } = useTranslation();
  useTitle(t('nav.reports'));
  const me = useMe().data;
  const list = useCases({}, '/reports');
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="page print-wide">
      <PageHead title={t('nav.reports')} sub={t('reports.sub')}>
        <SheetActions excel={sheetAddress({}, '/reports')} />
      </PageHead>
      <div className="stack">
        <Books />
        <div className="panel">
          {list.error && <RefusalNotice error={list.error} onRetry={() => void list.refetch()} />}
          {list.isPending && <SkeletonRows rows={6} />}
          {list.data && rows.length === 0 && <Empty title={t('reports.none')} />}
          {rows.length > 0 && (
            <DataTable
              caption={t('nav.reports')}
              rows={rows}
              rowKey={(row) => row.id}
              columns={[
                {
                  key: 'title',
                  title: t('reports.report'),
                  cell: (row) => (
                    <Link to={`/reports/${encodeURIComponent(row.id)}`}>{reportTitle(row)}</Link>
                  ),
                },
                {
                  key: 'number',
                  title: t('queue.number'),
                  cell: (row) => <span className="number">{row.number}</span>,
                },
                { key: 'site', title: t('queue.site'), cell: (row) => row.site?.name },
                {
                  key: 'pack',
                  title: t('queue.pack'),
                  cell: (row) => me?.packs.find((pack) => pack.id === row.pack)?.title ?? row.pack,
                },
                {
                  key: 'state',
                  title: t('queue.state'),
                  cell: (row) => <StateTag state={row.state} />,
                },
                {
                  key: 'limit',
                  title: t('queue.limit'),
                  cell: (row) => row.next_deadline && <DeadlineBadge limit={row.next_deadline} />,
                },
                {
                  key: 'at',
                  title: t('reports.drawn_up'),
                  cell: (row) => <span className="number">{dateTimeText(row.created_at)}</span>,
                },
              ]}
            />
          )}
        </div>
      </div>
    </div>
  );
}
