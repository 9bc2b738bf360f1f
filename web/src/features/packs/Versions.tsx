import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { PackView } from '../../api/packs';

/** 沿革. Every version that decisions rest on, each with what it changed. */
export function Versions({ pack }: { pack: PackView }) {
  const { t } = useTranslation();
  return (
    <ol className="versions">
      {pack.versions.toReversed().map((one, index, all) => {
        const earlier = all[index + 1];
        return (
          <li key={`${one.version}-${one.effective_from}`}>
            <Link to={`/packs/${pack.id}?version=${encodeURIComponent(one.version)}`}>
              {t('pack.version', { version: one.version })}
            </Link>
            <span>{t('pack.since', { date: one.effective_from })}</span>
            {one.in_force && <span className="chip chip-running">{t('pack.in_force')}</span>}
            <Link
              className="no-print"
              to={`/cases/${encodeURIComponent(`company.edition.${pack.id}@${one.version}`)}`}
            >
              {t('pack.adoption')}
            </Link>
            {earlier && (
              <Link
                className="no-print"
                to={`/packs/${pack.id}/difference?${new URLSearchParams({ before: earlier.version, after: one.version })}`}
              >
                {t('pack.changes_from', { version: earlier.version })}
              </Link>
            )}
          </li>
        );
      })}
    </ol>
  );
}
