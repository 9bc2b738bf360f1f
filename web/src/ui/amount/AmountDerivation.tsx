import { useTranslation } from 'react-i18next';
import type { AmountDerivation as Derivation } from '../../api/types';
import { DataTable } from '../Parts';
import './amount.css';

type AmountDerivationProps = { derivation: Derivation };

const named = (entry: { title: string; of?: string }) => (
  <>
    {entry.title} {entry.of && <span className="soft">{entry.of}</span>}
  </>
);

/** 算法. How an amount came about, so that whoever bears it can do it again on paper. */
export function AmountDerivation({ derivation }: AmountDerivationProps) {
  const { t } = useTranslation();
  const numbered = <T,>(list: T[]) => list.map((entry, index) => ({ entry, key: String(index) }));
  return (
    <details className="amount-derivation">
      <summary>{t('amount.open', { title: derivation.title })}</summary>
      <DataTable
        caption={t('amount.inputs')}
        rows={numbered(derivation.inputs)}
        rowKey={(row) => row.key}
        columns={[
          { key: 'title', title: t('amount.inputs'), cell: ({ entry }) => named(entry) },
          {
            key: 'value',
            title: t('amount.value'),
            cell: ({ entry }) => <span className="number">{entry.display}</span>,
            end: true,
          },
        ]}
      />
      <DataTable
        caption={t('amount.steps')}
        rows={numbered(derivation.steps)}
        rowKey={(row) => row.key}
        columns={[
          { key: 'title', title: t('amount.steps'), cell: ({ entry }) => named(entry) },
          { key: 'formula', title: t('amount.formula'), cell: ({ entry }) => entry.formula },
          {
            key: 'calculation',
            title: t('amount.calculation'),
            cell: ({ entry }) => <span className="number">{entry.calculation}</span>,
          },
          {
            key: 'value',
            title: t('amount.value'),
            cell: ({ entry }) => <span className="number">{entry.display}</span>,
            end: true,
          },
        ]}
      />
      {derivation.rounding && (
        <p className="soft">{t('amount.rounding', { how: derivation.rounding })}</p>
      )}
    </details>
  );
}
