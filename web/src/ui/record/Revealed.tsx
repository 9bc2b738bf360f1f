import { useTranslation } from 'react-i18next';
import type { Receipt } from '../../api/types';

/** What a look-up has told: one touch selects it to be copied, and it can be dialled. */
export function Revealed({ told }: { told: NonNullable<Receipt['revealed']> }) {
  const { t } = useTranslation();
  return told.map((item) => (
    <p key={item.name}>
      {item.title} <strong className="number pick-whole">{item.value}</strong>{' '}
      {/^\+?[\d -]+$/.test(item.value) && <a href={`tel:${item.value}`}>{t('record.dial')}</a>}
    </p>
  ));
}
