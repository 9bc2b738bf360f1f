import { useTranslation } from 'react-i18next';
import type { Field } from '../../api/types';
import { Citations } from '../ArticleCitation';

const isWide = (field: Field) =>
  field.type === 'long_text' || field.type.startsWith('list') || field.display.length > 28;

type FieldListProps = { fields: Field[]; pack: string };

/** The fields of a record with the clause that asks for each; empty ones fold away. */
export function FieldList({ fields, pack }: FieldListProps) {
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
              {field.display} <Citations rules={field.rules} pack={pack} />
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
