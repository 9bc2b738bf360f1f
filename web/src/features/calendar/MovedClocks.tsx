import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Moved } from '../../api/notices';
import { ArticleCitation } from '../../ui/ArticleCitation';
import { DataTable } from '../../ui/Parts';
import { dateTimeText } from '../../ui/time';

const packOf = (id: string) => id.slice(0, id.indexOf('.'));

/** Which limits a notice moves, from when to when. */
export function MovedClocks({ moved, stayed }: Moved) {
  const { t } = useTranslation();
  return (
    <>
      <p role="status">{t('notice.moved', { moved: moved.length, stayed })}</p>
      {moved.length > 0 && (
        <DataTable
          caption={t('notice.moved_list')}
          rows={moved}
          rowKey={(row) => `${row.id} ${row.deadline}`}
          columns={[
            {
              key: 'number',
              title: t('notice.record'),
              cell: (row) => (
                <Link to={`/cases/${encodeURIComponent(row.id)}`}>
                  {row.type_title} {row.number}
                </Link>
              ),
            },
            {
              key: 'title',
              title: t('notice.limit'),
              cell: (row) => (
                <>
                  {row.title} <ArticleCitation rule={row.rule} pack={packOf(row.id)} />
                </>
              ),
            },
            {
              key: 'before',
              title: t('notice.before'),
              cell: (row) => <s className="number soft">{dateTimeText(row.due_before)}</s>,
            },
            {
              key: 'after',
              title: t('notice.after'),
              cell: (row) => (
                <span className="number">
                  {dateTimeText(row.due_at)}
                  {row.provisional && ` ${t('clock.provisional')}`}
                </span>
              ),
            },
          ]}
        />
      )}
    </>
  );
}
