import { useTranslation } from 'react-i18next';
import type { Breach } from '../../api/types';
import { ArticleCitation } from '../ArticleCitation';
import { durationText, momentText } from '../time';

/** 违限. The recorded breaches of one record. */
export function BreachLines({ breaches, pack }: { breaches: Breach[]; pack: string }) {
  const { t } = useTranslation();
  return (
    <ul className="breach-lines">
      {breaches.map((breach) => (
        <li key={breach.id}>
          <strong>{breach.title}</strong>
          {breach.about && <span>{breach.about}</span>}
          <span>{breach.owed_by.name}</span>
          <span className="number soft">
            {t('breach.due', { at: momentText(t, breach.due_at, true) })}
          </span>
          <span className={`chip ${breach.settled ? '' : 'chip-over'}`}>
            {breach.settled && breach.late_seconds
              ? t('breach.settled_late', { length: durationText(t, breach.late_seconds * 1000) })
              : t('breach.unsettled')}
          </span>
          <ArticleCitation rule={breach.rule} pack={pack} />
        </li>
      ))}
    </ul>
  );
}
