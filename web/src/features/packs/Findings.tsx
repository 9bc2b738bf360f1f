import { useTranslation } from 'react-i18next';
import type { PackFinding } from '../../api/packs';

/** What of a clause does not hold together, with a case. */
export function Findings({ findings }: { findings: PackFinding[] }) {
  const { t } = useTranslation();
  if (findings.length === 0) return null;
  return (
    <aside className="findings" aria-label={t('pack.findings')}>
      <h3>{t('pack.findings')}</h3>
      <ul>
        {findings.map((one) => (
          <li key={`${one.code}${one.text}${one.example}`}>
            {one.text}
            {one.example && (
              <span className="doing-line">
                <span className="faint">{t('pack.case')}</span>
                {t('list.colon')}
                {one.example}
              </span>
            )}
          </li>
        ))}
      </ul>
    </aside>
  );
}
