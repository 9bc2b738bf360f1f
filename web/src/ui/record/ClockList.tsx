import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Clock, ClockStatus } from '../../api/types';
import { ArticleCitation } from '../ArticleCitation';
import { DeadlineBadge } from '../DeadlineBadge';
import { momentText } from '../time';

type ClockListProps = { clocks: Clock[]; caseId: string; pack: string };

const order: Record<ClockStatus, number> = {
  breached: 0,
  running: 1,
  paused: 2,
  late: 3,
  met: 4,
  lapsed: 5,
  cancelled: 6,
};

export const byUrgency = (a: Clock, b: Clock) =>
  order[a.status] - order[b.status] || (a.due_at ?? '').localeCompare(b.due_at ?? '');

function Clocks({ clocks, caseId, pack }: ClockListProps) {
  const { t } = useTranslation();
  const address = `/cases/${encodeURIComponent(caseId)}`;
  return (
    <ul className="clock-list">
      {clocks.map((clock) => (
        <li key={`${clock.deadline}-${clock.started_at}`}>
          <div className="clock-main">
            <DeadlineBadge limit={clock} />
            <strong>{clock.title}</strong>
            {clock.provisional && <span className="chip chip-warn">{t('clock.provisional')}</span>}
          </div>
          <div className="clock-more">
            <span className="number">{momentText(t, clock.due_at, true)}</span>
            <span>{clock.owed_by.name}</span>
            <ArticleCitation rule={clock.rule} pack={pack} />
            <Link to={`${address}/clocks/${encodeURIComponent(clock.deadline)}`}>
              {t('clock.why')}
              <span className="unseen">{clock.title}</span>
            </Link>
          </div>
        </li>
      ))}
    </ul>
  );
}

const isOver = (clock: Clock) => order[clock.status] > order.late;
const shownAtFirst = 4;

/** 时限. Every limit of a record, those that run first; each leads to why it is due then. */
export function ClockList({ clocks, caseId, pack }: ClockListProps) {
  const { t } = useTranslation();
  const sorted = [...clocks].sort(byUrgency);
  const ladder = clocks.some((clock) => clock.ladder);
  const address = `/cases/${encodeURIComponent(caseId)}`;
  const folded = sorted.length > shownAtFirst ? sorted.filter(isOver) : [];
  const shown = sorted.filter((clock) => !folded.includes(clock));
  return (
    <>
      <Clocks clocks={shown} caseId={caseId} pack={pack} />
      {folded.length > 0 && (
        <details className="clock-over">
          <summary>{t('clock.over', { number: folded.length })}</summary>
          <Clocks clocks={folded} caseId={caseId} pack={pack} />
        </details>
      )}
      {ladder && (
        <p className="clock-ladder">
          <Link to={`${address}/ladder`}>{t('ladder.open')}</Link>
        </p>
      )}
    </>
  );
}
