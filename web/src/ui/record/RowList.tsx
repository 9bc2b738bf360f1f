import { Link } from 'react-router';
import type { Row } from '../../api/types';
import { DeadlineBadge } from '../DeadlineBadge';
import { StateTag } from '../Parts';

export const addressOf = (row: Row) =>
  row.type === 'client'
    ? `/clients/${encodeURIComponent(row.key)}`
    : `/cases/${encodeURIComponent(row.id)}`;

/** Records as short lines: number, headline, state, next limit. */
export function RowList({ rows }: { rows: Row[] }) {
  return (
    <ul className="row-list">
      {rows.map((row) => (
        <li key={row.id}>
          <Link to={addressOf(row)} className="row-list-link">
            <span className="number row-list-number">{row.number}</span>
            <span className="row-list-title">{row.title}</span>
          </Link>
          <StateTag state={row.state} />
          {row.next_deadline && <DeadlineBadge limit={row.next_deadline} />}
        </li>
      ))}
    </ul>
  );
}
