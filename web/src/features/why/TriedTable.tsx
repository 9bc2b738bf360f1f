import { CheckOutlined, CloseOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { WhyRow, WhyTable } from '../../api/why';
import { Citations } from '../../ui/ArticleCitation';

type TriedTableProps = { table: WhyTable; pack: string };

function Row({ row, table, pack }: { row: WhyRow } & TriedTableProps) {
  const { t } = useTranslation();
  const isBehind = row.fits && !row.won;
  return (
    <tr className={row.won ? 'why-row-won' : undefined}>
      <th scope="row">
        {row.number} {row.won && <span className="chip">{t('why.won')}</span>}
        {isBehind && <span className="faint">{t('why.behind')}</span>}
      </th>
      {row.cells.map((cell, index) => {
        const fails = cell.fits === false;
        const Mark = fails ? CloseOutlined : CheckOutlined;
        return (
          <td
            // biome-ignore lint/suspicious/noArrayIndexKey: the cells of a row never move
            key={index}
            data-label={table.columns[index]?.title}
            className={fails ? 'why-cell-fails' : undefined}
          >
            {cell.fits !== undefined && <Mark aria-hidden />} {cell.text}
            {fails && <span className="unseen">{t('why.fails')}</span>}
          </td>
        );
      })}
      {row.outputs.map((output, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the outputs of a row never move
        <td key={`out-${index}`} data-label={t('why.result')} className="why-output">
          {output}
        </td>
      ))}
      <td data-label={t('clause.basis')}>
        <Citations rules={row.rules} pack={pack} />
      </td>
    </tr>
  );
}

/** 表. Every row of a decision table with the cells that did not fit, and the row that was taken. */
export function TriedTable({ table, pack }: TriedTableProps) {
  const { t } = useTranslation();
  return (
    <figure className="why-table">
      <figcaption>
        <strong>{table.title}</strong> <Citations rules={table.rules} pack={pack} />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="table-scroll" aria-label={table.title} tabIndex={0}>
        <table className="data-table as-cards">
          <caption className="unseen">{table.title}</caption>
          <thead>
            <tr>
              <th scope="col">{t('why.row')}</th>
              {table.columns.map((column) => (
                <th scope="col" key={column.title}>
                  {column.title}
                  <br />
                  <span className="why-value">
                    {column.hidden ? t('why.hidden') : `= ${column.text}`}
                  </span>
                </th>
              ))}
              <th scope="col" colSpan={Math.max(1, table.outputs.length)}>
                {t('why.result')}
              </th>
              <th scope="col">{t('clause.basis')}</th>
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row) => (
              <Row key={row.number} row={row} table={table} pack={pack} />
            ))}
          </tbody>
        </table>
      </section>
      {table.default && <p className="soft">{t('why.default')}</p>}
    </figure>
  );
}
