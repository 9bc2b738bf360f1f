import { useTranslation } from 'react-i18next';
import { type PackTable, type PackView, tableAddress } from '../../api/packs';

/** 决策表. Rows whose cells read as words; columns in which no row asks anything are left out. */
export function TableView({ table, pack }: { table: PackTable; pack: PackView }) {
  const { t } = useTranslation();
  const heads = [...table.inputs, ...table.outputs];
  const isWide = heads.length > 8;
  return (
    <figure id={`table-${table.id}`} className="decision-table">
      <figcaption>
        <strong>{table.title}</strong>
        <span className="faint">{t(`pack.hit.${table.hit.charAt(0)}`)}</span>
        <a className="no-print" href={tableAddress(pack.id, table.id, pack.version)} download>
          {t('pack.dmn')}
        </a>
      </figcaption>
      {isWide ? <RowList table={table} /> : <Grid table={table} heads={heads} />}
    </figure>
  );
}

function Grid({ table, heads }: { table: PackTable; heads: string[] }) {
  const { t } = useTranslation();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="table-scroll" aria-label={table.title} tabIndex={0}>
      <table className="data-table">
        <caption className="unseen">{table.title}</caption>
        <thead>
          <tr>
            <th scope="col">{t('pack.row')}</th>
            {heads.map((head, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns never move, and may be called alike
              <th scope="col" key={index} className={index < table.inputs.length ? '' : 'outcome'}>
                {head}
              </th>
            ))}
            <th scope="col">{t('clause.basis')}</th>
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, number) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a table are its numbers
            <tr key={number}>
              <td className="number">{number + 1}</td>
              {row.cells.map((cell, index) => (
                <td
                  // biome-ignore lint/suspicious/noArrayIndexKey: cells stand in their columns
                  key={index}
                  className={index < table.inputs.length ? '' : 'outcome'}
                >
                  {cell}
                </td>
              ))}
              <td>{row.rules.join(t('list.comma'))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** What a row asks and gives, without the inputs that it does not ask for. */
function RowList({ table }: { table: PackTable }) {
  const { t } = useTranslation();
  const any = t('pack.any');
  return (
    <ol className="table-rows">
      {table.rows.map((row, number) => {
        const asked = row.cells
          .slice(0, table.inputs.length)
          .flatMap((cell, index) => (cell === any ? [] : [`${table.inputs[index]} ${cell}`]));
        const given = row.cells
          .slice(table.inputs.length)
          .map((cell, index) => `${table.outputs[index]} ${cell}`);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a table are its numbers
          <li key={number}>
            <span>{asked.join(t('list.comma')) || t('pack.otherwise')}</span>
            <span className="outcome">→ {given.join(t('list.semicolon'))}</span>
            <span className="faint">{row.rules.join(t('list.comma'))}</span>
          </li>
        );
      })}
    </ol>
  );
}
