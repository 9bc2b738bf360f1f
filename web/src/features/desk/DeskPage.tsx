import { AuditOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useDesk, useToDecide } from '../../api/cases';
import { serverNow } from '../../api/clock';
import { useMe } from '../../api/session';
import type { Clock, Desk, Notice, Row } from '../../api/types';
import { ArticleCitation } from '../../ui/ArticleCitation';
import { byPack, useOffered } from '../../ui/beginnings';
import { DeadlineBadge } from '../../ui/DeadlineBadge';
import { Empty, PageHead, Panel, SkeletonRows, useTitle } from '../../ui/Parts';
import { RefusalNotice } from '../../ui/RefusalNotice';
import { addDays, inZoneOf, momentText, shortDateTime } from '../../ui/time';
import { useMarkRead } from './useMarkRead';
import './desk.css';

type Owed = { case: Row; clock: Clock };
type Group = { id: 'overdue' | 'today' | 'tomorrow' | 'week' | 'later'; owed: Owed[] };

/** What is owed, in the order in which one thinks of it: late, today, tomorrow, this week, later. */
export function groupOwed(owed: Owed[], now: string): Group[] {
  const today = now.slice(0, 10);
  const groups: Group[] = ['overdue', 'today', 'tomorrow', 'week', 'later'].map((id) => ({
    id: id as Group['id'],
    owed: [],
  }));
  for (const one of owed) {
    const at = one.clock.due_at ?? '9999-12-31';
    const due = at.slice(0, 10);
    const late = one.clock.status === 'breached' || Date.parse(at) < Date.parse(now);
    const id = late
      ? 'overdue'
      : due <= today
        ? 'today'
        : due === addDays(today, 1)
          ? 'tomorrow'
          : due <= addDays(today, 7)
            ? 'week'
            : 'later';
    groups.find((group) => group.id === id)?.owed.push(one);
  }
  return groups.filter((group) => group.owed.length > 0);
}

function Counts({ counts }: { counts: Desk['counts'] }) {
  const { t } = useTranslation();
  const tiles = [
    { id: 'overdue', to: '/cases?due=overdue', tone: counts.overdue ? 'tile-over' : '' },
    { id: 'today', to: '/cases?due=today', tone: counts.today ? 'tile-warn' : '' },
    { id: 'open', to: '/cases?open=true', tone: '' },
    { id: 'unread', to: '#notices', tone: '' },
  ] as const;
  return (
    <div className="tile-row tile-row-4">
      {tiles.map((tile) => (
        <Link key={tile.id} to={tile.to} className={`tile ${tile.tone}`}>
          <strong>{counts[tile.id]}</strong>
          <span>{t(`desk.${tile.id}`)}</span>
        </Link>
      ))}
    </div>
  );
}

function OwedLine({ owed }: { owed: Owed }) {
  const { t } = useTranslation();
  const { clock } = owed;
  const record = owed.case;
  const address = `/cases/${encodeURIComponent(record.id)}`;
  return (
    <li className="owed">
      <div className="owed-limit">
        <DeadlineBadge limit={clock} />
        <span className="faint number">{momentText(t, clock.due_at, true)}</span>
      </div>
      <div className="owed-what">
        <Link to={address} className="owed-title">
          <strong>{clock.title}</strong>
          <span>{record.title}</span>
        </Link>
        <span className="faint">
          {[record.number, record.client?.name, record.site?.name].filter(Boolean).join(' · ')}
        </span>
      </div>
      <div className="owed-why">
        <ArticleCitation rule={clock.rule} pack={record.pack} />
        <Link className="owed-link" to={`${address}/clocks/${encodeURIComponent(clock.deadline)}`}>
          {t('clock.why')}
          <span className="unseen">
            {clock.title} {record.number}
          </span>
        </Link>
        <span className="chip">{t(`owner.${clock.owed_by.kind}`)}</span>
      </div>
    </li>
  );
}

const noticesAtFirst = 8;

function Notices({ notices }: { notices: Notice[] }) {
  const { t } = useTranslation();
  const markRead = useMarkRead();
  const [shown, setShown] = useState(noticesAtFirst);
  const newest = notices.reduce<Notice | undefined>(
    (best, one) => (!best || one.at > best.at ? one : best),
    undefined,
  );
  return (
    <div id="notices">
      <Panel
        title={t('desk.notices')}
        extra={
          notices.some((notice) => !notice.read) &&
          newest && (
            <Button
              size="small"
              loading={markRead.isPending}
              onClick={() => markRead.mutate(newest.id)}
            >
              {t('desk.read_all')}
            </Button>
          )
        }
      >
        {markRead.error && <RefusalNotice error={markRead.error} />}
        {notices.length === 0 && <p className="soft">{t('desk.no_notices')}</p>}
        <ul className="notices">
          {notices.slice(0, shown).map((notice) => (
            <li key={notice.id} className={notice.read ? 'notice' : 'notice notice-unread'}>
              <p>
                {!notice.read && <span className="unseen">{t('desk.unread')} </span>}
                {notice.title}
              </p>
              <p className="faint">
                <span className="number">{shortDateTime(notice.at)}</span>{' '}
                {notice.case && (
                  <Link to={`/cases/${encodeURIComponent(notice.case.id)}`}>
                    {notice.case.number} {notice.case.title}
                  </Link>
                )}
              </p>
            </li>
          ))}
        </ul>
        {shown < notices.length && (
          <Button size="small" type="link" onClick={() => setShown(shown + 20)}>
            {t('desk.more_notices', { number: notices.length - shown })}
          </Button>
        )}
      </Panel>
    </div>
  );
}

const formsAtHand = 4;

function Begin() {
  const { t } = useTranslation();
  const { offered } = useOffered();
  if (offered.length === 0) return null;
  return (
    <Panel title={t('nav.new')} extra={<Link to="/new">{t('desk.all_forms')}</Link>}>
      <div className="begin-packs">
        {byPack(offered).map(({ title, items }) => (
          <section key={title} aria-label={title}>
            <p className="faint">{title}</p>
            <div className="row-wrap">
              {items.slice(0, formsAtHand).map(({ key, action }) => (
                <Link key={key} className="begin-link" to={`/new/${key}`}>
                  {action.title}
                </Link>
              ))}
            </div>
          </section>
        ))}
      </div>
    </Panel>
  );
}

/** A decision is awaited by others: it stands above what one owes oneself. */
function ToDecide() {
  const { t } = useTranslation();
  const waiting = useToDecide();
  if (waiting.length === 0) return null;
  return (
    <Link to="/approvals" className="to-decide">
      <AuditOutlined aria-hidden />
      <strong>{t('desk.approvals', { number: waiting.length })}</strong>
      <span className="soft">{waiting.map((item) => item.case.number).join(t('list.comma'))}</span>
    </Link>
  );
}

/** 工作台. What I owe, by when, by which clause; what I was told. */
export function DeskPage() {
  const { t } = useTranslation();
  useTitle(t('nav.desk'));
  const me = useMe().data;
  const desk = useDesk();
  const now = me ? inZoneOf(me.clock.now, serverNow()) : '';
  const groups = desk.data ? groupOwed(desk.data.owed, now) : [];
  return (
    <div className="page">
      <PageHead title={t('nav.desk')} sub={t('desk.sub', { name: me?.person.name ?? '' })} />
      {desk.error && <RefusalNotice error={desk.error} onRetry={() => void desk.refetch()} />}
      {desk.isPending && <SkeletonRows rows={10} />}
      {desk.data && (
        <div className="desk-columns">
          <div className="stack">
            <Counts counts={desk.data.counts} />
            <ToDecide />
            <Panel flush>
              {groups.length === 0 && <Empty title={t('desk.nothing_owed')} />}
              {groups.map((group) => (
                <section key={group.id} className="owed-group">
                  <h2>
                    {t(`desk.group.${group.id}`)} <span className="soft">{group.owed.length}</span>
                  </h2>
                  <ul>
                    {group.owed.map((one) => (
                      <OwedLine
                        key={`${one.case.id}-${one.clock.deadline}-${one.clock.started_at}`}
                        owed={one}
                      />
                    ))}
                  </ul>
                </section>
              ))}
            </Panel>
          </div>
          <div className="stack">
            <Begin />
            <Notices notices={desk.data.notices} />
          </div>
        </div>
      )}
    </div>
  );
}
