import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Row } from '../../api/types';
import { DeadlineBadge } from '../../ui/DeadlineBadge';
import { Markers, StateTag } from '../../ui/Parts';
import { shortDateTime } from '../../ui/time';

export type RowHandlers = {
  onShow: (id: string) => void;
  onOpen: (id: string) => void;
  onSelect: (id: string) => void;
};

type QueueRowProps = RowHandlers & {
  row: Row;
  index: number;
  isSelected: boolean;
  isShown: boolean;
  isFirst: boolean;
};

function Limit({ row }: { row: Row }) {
  if (!row.next_deadline) return <span className="faint">—</span>;
  return (
    <span className="queue-limit">
      <DeadlineBadge limit={row.next_deadline} />
      <span className="faint queue-limit-title">
        {row.next_deadline.title}{' '}
        {row.next_deadline.due_at && (
          <span className="number">{shortDateTime(row.next_deadline.due_at)}</span>
        )}
      </span>
    </span>
  );
}

/** One case. It is drawn again only if it changed: moving with J and K costs no drawing at all. */
const QueueRow = memo(function QueueRow(props: QueueRowProps) {
  const { row, index, isSelected, isShown, isFirst, onShow, onOpen, onSelect } = props;
  const { t } = useTranslation();
  return (
    <tr
      className="queue-row"
      data-id={row.id}
      tabIndex={isShown || isFirst ? 0 : -1}
      aria-rowindex={index + 2}
      aria-current={isShown ? 'true' : undefined}
      onFocus={(event) => event.target === event.currentTarget && onShow(row.id)}
      onClick={(event) => {
        if (!(event.target instanceof Element) || event.target.closest('a,input,button')) return;
        event.currentTarget.focus();
      }}
      onDoubleClick={() => onOpen(row.id)}
    >
      <td>
        <input
          type="checkbox"
          aria-label={t('queue.select', { number: row.number })}
          checked={isSelected}
          tabIndex={-1}
          onChange={() => onSelect(row.id)}
        />
      </td>
      <td>
        <Limit row={row} />
      </td>
      <td className="queue-number">
        <Link className="number" to={`/cases/${encodeURIComponent(row.id)}`} tabIndex={-1}>
          {row.number}
        </Link>
        <StateTag state={row.state} />
      </td>
      <td className="queue-title">
        <span className="queue-title-text">
          {row.title} <Markers markers={row.markers} />
        </span>
        <span className="faint">
          {[row.type_title, row.client?.name, row.site?.name].filter(Boolean).join(' · ')}
        </span>
      </td>
      <td className="queue-owner">
        <span>{row.next_deadline?.owed_by.name ?? row.owner?.name ?? '—'}</span>
      </td>
    </tr>
  );
});

type QueueTableProps = RowHandlers & {
  rows: Row[];
  total: number;
  selected: Set<string>;
  shown: string | undefined;
};

export function QueueTable({ rows, total, selected, shown, ...handlers }: QueueTableProps) {
  const { t } = useTranslation();
  const shownIsHere = rows.some((row) => row.id === shown);
  return (
    <table className="queue-table" aria-rowcount={total + 1} aria-label={t('nav.cases')}>
      <thead>
        <tr aria-rowindex={1}>
          <th scope="col" className="queue-col-check">
            <span className="unseen">{t('queue.selection')}</span>
          </th>
          <th scope="col" className="queue-col-limit">
            {t('queue.limit')}
          </th>
          <th scope="col" className="queue-col-number">
            {t('queue.number')} · {t('queue.state')}
          </th>
          <th scope="col">{t('queue.what')}</th>
          <th scope="col" className="queue-col-owner">
            {t('queue.owed_by')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <QueueRow
            key={row.id}
            row={row}
            index={index}
            isSelected={selected.has(row.id)}
            isShown={row.id === shown}
            isFirst={index === 0 && !shownIsHere}
            {...handlers}
          />
        ))}
      </tbody>
    </table>
  );
}

export function QueueCards({ rows }: { rows: Row[] }) {
  return (
    <ul className="queue-cards">
      {rows.map((row) => (
        <li key={row.id}>
          <Link to={`/cases/${encodeURIComponent(row.id)}`} className="queue-card">
            <span className="queue-card-line">
              {row.next_deadline ? (
                <DeadlineBadge limit={row.next_deadline} />
              ) : (
                <strong>{row.title}</strong>
              )}
              <StateTag state={row.state} />
            </span>
            {row.next_deadline && <strong>{row.title}</strong>}
            <span className="row-wrap">
              <Markers markers={row.markers} />
              <span className="faint">
                {[
                  row.number,
                  row.client?.name,
                  row.next_deadline?.title,
                  row.next_deadline?.due_at && shortDateTime(row.next_deadline.due_at),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
