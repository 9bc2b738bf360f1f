import { ArrowLeftOutlined, FullscreenExitOutlined, FullscreenOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { useCase, useLadder } from '../../api/cases';
import type { Case, Clock } from '../../api/types';
import { ArticleCitation } from '../../ui/ArticleCitation';
import { DeadlineBadge } from '../../ui/DeadlineBadge';
import { useHotkeys } from '../../ui/hotkeys';
import { Empty, PageHead, SkeletonRows, useTitle } from '../../ui/Parts';
import { RefusalNotice } from '../../ui/RefusalNotice';
import { RuleBookContext } from '../../ui/rules';
import { durationText, shortDateTime } from '../../ui/time';
import './ladder.css';

const isRunning = (rung: Clock) => rung.status === 'running' || rung.status === 'breached';

export function sortRungs(rungs: Clock[]): Clock[] {
  return [...rungs].sort(
    (a, b) => (a.rung ?? 0) - (b.rung ?? 0) || a.started_at.localeCompare(b.started_at),
  );
}

/** Whose turn it is: what falls due first, of two at one moment the higher. */
export function currentRung(rungs: Clock[]): Clock | undefined {
  const dueAt = (rung: Clock) => Date.parse(rung.due_at ?? '9999-12-31T00:00:00Z');
  return rungs
    .filter(isRunning)
    .reduce<Clock | undefined>(
      (best, rung) => (best && dueAt(best) < dueAt(rung) ? best : rung),
      undefined,
    );
}

/** Told to the second on the day the ladder began, with the date on any other. */
export function timesOf(rungs: Clock[]): (iso: string | undefined) => string {
  const firstDay = rungs[0]?.started_at.slice(0, 10);
  return (iso) => {
    if (!iso) return '—';
    return iso.startsWith(firstDay ?? '') ? iso.slice(11, 19) : shortDateTime(iso);
  };
}

function Rung({
  rung,
  place,
  isCurrent,
  pack,
  timeOf,
}: {
  rung: Clock;
  place: number;
  isCurrent: boolean;
  pack: string;
  timeOf: (iso: string | undefined) => string;
}) {
  const { t } = useTranslation();
  const limit = rung.due_at && Date.parse(rung.due_at) - Date.parse(rung.started_at);
  const acted = rung.stopped_at;
  return (
    <li
      className={`rung rung-${rung.status} ${isCurrent ? 'rung-current' : ''}`}
      style={{ '--place': place } as React.CSSProperties}
      aria-current={isCurrent ? 'step' : undefined}
    >
      <div className="rung-head">
        <span className="rung-number">{place + 1}</span>
        <div>
          <strong>{rung.title}</strong>
          <p className="rung-who">{rung.owed_by.name}</p>
        </div>
      </div>
      <p className="rung-status">
        <DeadlineBadge limit={rung} size={isCurrent ? 'big' : 'normal'} />
      </p>
      <dl className="rung-times number">
        <dt>{t('ladder.from')}</dt>
        <dd>{timeOf(rung.started_at)}</dd>
        <dt>{t('ladder.limit')}</dt>
        <dd>{limit ? durationText(t, limit) : '—'}</dd>
        <dt>{t('ladder.due')}</dt>
        <dd>{timeOf(rung.due_at)}</dd>
        <dt>{t('ladder.acted')}</dt>
        <dd>{acted ? timeOf(acted) : t('ladder.not_yet')}</dd>
      </dl>
      <ArticleCitation rule={rung.rule} pack={pack} />
    </li>
  );
}

function Stair({ rungs, record }: { rungs: Clock[]; record: Case }) {
  const { t } = useTranslation();
  const current = currentRung(rungs);
  const timeOf = timesOf(rungs);
  return (
    <>
      {current && (
        <section className="ladder-now" aria-label={t('ladder.now')}>
          <div>
            <p className="ladder-now-label">{t('ladder.now')}</p>
            <p className="ladder-now-who">
              {current.owed_by.name} <span>{current.title}</span>
            </p>
          </div>
          <DeadlineBadge limit={current} size="projector" />
        </section>
      )}
      <ol className="stair" style={{ '--rungs': rungs.length } as React.CSSProperties}>
        {rungs.map((rung, index) => (
          <Rung
            key={`${rung.deadline}-${rung.started_at}`}
            rung={rung}
            place={index}
            isCurrent={rung === current}
            pack={record.pack}
            timeOf={timeOf}
          />
        ))}
      </ol>
    </>
  );
}

/** 上报阶梯. Who had the emergency from when, by when it had to go up, when it did. */
export function LadderPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const navigate = useNavigate();
  const record = useCase(id);
  const ladder = useLadder(id);
  const [isWall, setWall] = useState(false);
  useTitle(t('ladder.title'));
  const back = () => navigate(`/cases/${encodeURIComponent(id)}`);
  useHotkeys({ Escape: () => (isWall ? setWall(false) : back()) });
  const rungs = sortRungs(ladder.data?.rungs ?? []);
  const error = ladder.error ?? record.error;
  return (
    <div className={`page ladder-page ${isWall ? 'ladder-wall' : ''}`}>
      <PageHead
        title={record.data ? `${record.data.number} ${record.data.title}` : t('ladder.title')}
        sub={[t('ladder.title'), record.data?.site?.name, record.data?.client?.name]
          .filter(Boolean)
          .join(' · ')}
      >
        <Button
          icon={isWall ? <FullscreenExitOutlined /> : <FullscreenOutlined />}
          aria-pressed={isWall}
          onClick={() => setWall(!isWall)}
        >
          {isWall ? t('ladder.leave_wall') : t('ladder.wall')}
        </Button>
        {!isWall && (
          <Button icon={<ArrowLeftOutlined />} onClick={back}>
            {t('clock.back')}
          </Button>
        )}
      </PageHead>
      {error && <RefusalNotice error={error} onRetry={() => void ladder.refetch()} />}
      {!error && (!ladder.data || !record.data) && <SkeletonRows rows={8} />}
      {ladder.data && rungs.length === 0 && <Empty title={t('ladder.none')} />}
      {record.data && rungs.length > 0 && (
        <RuleBookContext.Provider value={record.data}>
          <Stair rungs={rungs} record={record.data} />
        </RuleBookContext.Provider>
      )}
    </div>
  );
}
