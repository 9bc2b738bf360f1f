import { useTranslation } from 'react-i18next';
import type { Field } from '../../api/types';
import { Citations } from '../ArticleCitation';
import { AmountDerivation } from '../amount/AmountDerivation';
import { AttachmentList } from '../attachments/AttachmentList';
import { attachmentsIn, isAttachmentType } from '../attachments/files';
import { DataTable } from '../Parts';

const isWide = (field: Field) =>
  field.type === 'long_text' ||
  field.table !== undefined ||
  isAttachmentType(field.type) ||
  field.display.length > 28 ||
  field.derivation !== undefined;

/** A table longer than this is folded away. */
const foldsFrom = 8;

/** What stands in a field: its text, its rows as a table, its attachments as pictures and links. */
function FieldValue({ field, record }: { field: Field; record?: string }) {
  const { t } = useTranslation();
  if (record && isAttachmentType(field.type)) {
    return <AttachmentList attachments={attachmentsIn(field.value)} record={record} />;
  }
  if (!field.table) return field.display;
  const { columns, rows } = field.table;
  const table = (
    <DataTable
      caption={field.title}
      cards={false}
      rows={rows.map((cells, index) => ({ cells, key: String(index) }))}
      rowKey={(row) => row.key}
      columns={columns.map((column, index) => ({
        key: column.name,
        title: column.title,
        cell: (row: { cells: string[] }) => row.cells[index],
      }))}
    />
  );
  if (rows.length <= foldsFrom) return table;
  return (
    <details>
      <summary>{t('record.rows', { n: rows.length })}</summary>
      {table}
    </details>
  );
}

type FieldListProps = { fields: Field[]; pack: string; record?: string };

/**
 * The fields of a record with the clause that asks for each; empty ones fold away.
 * `record`: the id of the record, from which its attachments are served.
 */
export function FieldList({ fields, pack, record }: FieldListProps) {
  const { t } = useTranslation();
  const filled = fields.filter((field) => field.display !== '');
  const blank = fields.filter((field) => field.display === '' && typeof field.value !== 'object');
  return (
    <>
      <dl className="fact-list">
        {filled.map((field) => (
          <div key={field.name} className={isWide(field) ? 'fact-wide' : undefined}>
            <dt>{field.title}</dt>
            <dd>
              <FieldValue field={field} record={record} />{' '}
              <Citations rules={field.rules} pack={pack} />
              {field.derivation && <AmountDerivation derivation={field.derivation} />}
            </dd>
          </div>
        ))}
      </dl>
      {blank.length > 0 && (
        <p className="faint blank-fields">
          {t('record.blank', { titles: blank.map((field) => field.title).join(t('list.comma')) })}
        </p>
      )}
    </>
  );
}
