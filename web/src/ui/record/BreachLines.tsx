import { useTranslation } from 'react-i18next';
import type { Breach } from '../../api/types';
import { ArticleCitation } from '../ArticleCitation';
import { durationText, shortDateTime } from '../time';

/** 违限. The recorded breaches of one record. */
export function BreachLines({ breaches, pack }: { breaches: Breach[]; pack: string }) {
  const { t } = useTranslation();
  return (
    <ul className="breach-lines">
      {breaches.map((breach) => (
        <li key={breach.id}>
          <strong>{breach.title}</strong>
          <span>{breach.owed_by.name}</span>
          <span className="number soft">
            {t('breach.due', { at: shortDateTime(breach.due_at) })}
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
