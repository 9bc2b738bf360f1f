import type { ReactNode } from 'react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Named, State } from '../api/types';
import { ConstructionDrawing } from './Motif';
import './parts.css';

/** 状态. A round mark while work goes on, a square one at the end: not by colour alone. */
export function StateTag({ state }: { state: State }) {
  return (
    <span className={`chip ${state.final ? 'chip-final' : 'chip-running'}`}>
      <span className="chip-shape" aria-hidden />
      {state.title}
    </span>
  );
}

export function Markers({ markers }: { markers: Named[] }) {
  return markers.map((marker) => (
    <span className="chip chip-warn" key={marker.id}>
      {marker.title}
    </span>
  ));
}

type PageHeadProps = { title: ReactNode; sub?: ReactNode; children?: ReactNode };

export function PageHead({ title, sub, children }: PageHeadProps) {
  return (
    <div className="page-head">
      <div className="page-head-text">
        <h1>{title}</h1>
        {sub && <div className="soft">{sub}</div>}
      </div>
      {children && <div className="page-actions no-print">{children}</div>}
    </div>
  );
}

type PanelProps = { title?: ReactNode; extra?: ReactNode; children: ReactNode; flush?: boolean };

export function Panel({ title, extra, children, flush = false }: PanelProps) {
  return (
    <section className="panel">
      {title && (
        <div className="panel-head">
          <h2>{title}</h2>
          {extra}
        </div>
      )}
      <div className={flush ? undefined : 'panel-body'}>{children}</div>
    </section>
  );
}

export function SkeletonRows({ rows = 6 }: { rows?: number }) {
  const { t } = useTranslation();
  const widths = ['92%', '78%', '86%', '64%'];
  return (
    <div className="skeleton-rows" role="status" aria-label={t('state.loading')}>
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are alike and never move
        <span key={index} style={{ width: widths[index % widths.length] }} />
      ))}
    </div>
  );
}

export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <ConstructionDrawing />
      <p>{title}</p>
      {children}
    </div>
  );
}

export function useTitle(title: string | undefined) {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = title ? `${title} · ${t('app.name')}` : t('app.name');
  }, [title, t]);
}

type DataTableProps<T> = {
  caption: string;
  columns: {
    key: string;
    title: string;
    cell: (row: T) => ReactNode;
    end?: boolean;
    width?: number;
  }[];
  rows: T[];
  rowKey: (row: T) => string;
  cards?: boolean;
};

/** A plain table: rows and cells that assistive technology counts rightly; cards on the phone. */
export function DataTable<T>({ caption, columns, rows, rowKey, cards = true }: DataTableProps<T>) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="table-scroll" aria-label={caption} tabIndex={0}>
      <table className={`data-table ${cards ? 'as-cards' : ''}`}>
        <caption className="unseen">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                className={column.end ? 'at-end' : undefined}
                style={{ width: column.width }}
              >
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column) => (
                <td
                  key={column.key}
                  data-label={column.title}
                  className={column.end ? 'at-end' : undefined}
                >
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
