import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Row } from '../../api/types';
import { DeadlineBadge } from '../DeadlineBadge';
import { StateTag } from '../Parts';

export const addressOf = (row: Row) =>
  row.type === 'client'
    ? `/clients/${encodeURIComponent(row.key)}`
    : `/cases/${encodeURIComponent(row.id)}`;

const shownAtFirst = 6;

/** Records as short lines: number, headline, state, next limit. */
export function RowList({ rows }: { rows: Row[] }) {
  const { t } = useTranslation();
  const [whole, setWhole] = useState(false);
  const shown = whole || rows.length <= shownAtFirst + 1 ? rows : rows.slice(0, shownAtFirst);
  return (
    <ul className="row-list">
      {shown.map((row) => (
        <li key={row.id}>
          <Link to={addressOf(row)} className="row-list-link">
            <span className="number row-list-number">{row.number}</span>
            <span className="row-list-title">{row.title}</span>
          </Link>
          <StateTag state={row.state} />
          {row.next_deadline && <DeadlineBadge limit={row.next_deadline} />}
        </li>
      ))}
      {shown.length < rows.length && (
        <li>
          <button type="button" className="plain-button more-link" onClick={() => setWhole(true)}>
            {t('record.all_rows', { number: rows.length })}
          </button>
        </li>
      )}
    </ul>
  );
}

/** The same by kind of record, in the order in which the kinds first come. */
export function RowGroups({ rows }: { rows: Row[] }) {
  const kinds = new Map<string, Row[]>();
  for (const row of rows) kinds.set(row.type_title, [...(kinds.get(row.type_title) ?? []), row]);
  if (kinds.size < 2) return <RowList rows={rows} />;
  return [...kinds].map(([title, found]) => (
    <section key={title} className="row-group">
      <h3>
        {title} <span className="faint">{found.length}</span>
      </h3>
      <RowList rows={found} />
    </section>
  ));
}
