import { useTranslation } from 'react-i18next';
import type { ClauseUse } from '../../api/clauseUse';
import { useKinds, usesOfKind } from './uses';

type UseFilterProps = {
  uses: ClauseUse[];
  chosen: string | null;
  onChoose: (kind: string | null) => void;
};

/** How many clauses decided, refused, never did; a count is also the filter. */
export function UseFilter({ uses, chosen, onChoose }: UseFilterProps) {
  const { t } = useTranslation();
  return (
    <fieldset className="use-filter">
      <legend className="unseen">{t('use.filter')}</legend>
      {useKinds.map((kind) => (
        <button
          key={kind}
          type="button"
          className="plain-button tile"
          aria-pressed={chosen === kind}
          onClick={() => onChoose(chosen === kind ? null : kind)}
        >
          <span className="faint">{t(`use.${kind}`)}</span>
          <strong className="number">{usesOfKind(uses, kind).length}</strong>
        </button>
      ))}
    </fieldset>
  );
}
