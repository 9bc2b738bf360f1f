import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { serverNow } from '../../api/clock';
import { useCalendar, useChoices } from '../../api/lookups';
import { useMe } from '../../api/session';
import type { CalendarDay } from '../../api/types';
import { useWidth } from '../../ui/media';
import { PageHead, Panel, SkeletonRows, useTitle } from '../../ui/Parts';
import { RefusalNotice } from '../../ui/RefusalNotice';
import { inZoneOf } from '../../ui/time';
import { LimitTool } from './LimitTool';
import { Month } from './Month';
import { Notices } from './Notices';
import './calendar.css';

const months = Array.from({ length: 12 }, (_, index) => String(index + 1).padStart(2, '0'));

function useCalendarState() {
  const isPhone = useWidth() === 'phone';
  const me = useMe().data;
  const [params, setParams] = useSearchParams();
  const now = inZoneOf(me?.clock.now ?? '', serverNow());
  const today = now.slice(0, 10);
  const state = {
    now,
    today,
    pack: params.get('pack') ?? me?.packs[0]?.id ?? '',
    site: params.get('site') ?? undefined,
    year: params.get('year') ?? today.slice(0, 4),
    // A year does not fit a phone; there the page opens with the present month.
    month: params.get('month') ?? (isPhone && !params.has('year') ? today.slice(5, 7) : undefined),
  };
  const change = (
    changed: Partial<Record<'pack' | 'site' | 'year' | 'month', string | undefined>>,
  ) =>
    setParams(
      (old) => {
        const next = new URLSearchParams(old);
        for (const [name, value] of Object.entries(changed)) {
          if (value) next.set(name, value);
          else next.delete(name);
        }
        return next;
      },
      { replace: true },
    );
  return { ...state, change };
}

function Summary({ days }: { days: CalendarDay[] }) {
  const { t } = useTranslation();
  const count = (kind: CalendarDay['kind']) => days.filter((day) => day.kind === kind).length;
  return (
    <p className="calendar-summary soft">
      {t('calendar.summary', {
        working: days.filter((day) => day.working).length,
        holidays: count('holiday'),
        make_up: count('make_up'),
      })}
    </p>
  );
}

/** 工作日历. What counts as a working day, and which day is n working days from another. */
export function CalendarPage() {
  const { t } = useTranslation();
  useTitle(t('nav.calendar'));
  const { now, today, pack, site, year, month, change } = useCalendarState();
  const me = useMe().data;
  const sites = useChoices('sites');
  const range = { pack, site, from: `${year}-01-01`, to: `${year}-12-31` };
  const calendar = useCalendar(range);
  const days = calendar.data ?? [];
  const shown = month ? [month] : months;
  const move = (step: number) => {
    if (!month) return change({ year: String(Number(year) + step) });
    const at = Number(year) * 12 + Number(month) - 1 + step;
    change({ year: String(Math.floor(at / 12)), month: String((at % 12) + 1).padStart(2, '0') });
  };
  return (
    <div className="page">
      <PageHead title={t('nav.calendar')} sub={<Summary days={days} />}>
        <Select
          aria-label={t('queue.pack')}
          value={pack}
          options={(me?.packs ?? []).map((one) => ({ value: one.id, label: one.title }))}
          popupMatchSelectWidth={false}
          onChange={(value) => change({ pack: value })}
          className="calendar-pick"
        />
        <Select
          aria-label={t('queue.site')}
          placeholder={t('queue.site')}
          allowClear
          value={site}
          options={(sites.data ?? []).map((one) => ({ value: one.key, label: one.name }))}
          popupMatchSelectWidth={false}
          onChange={(value?: string) => change({ site: value })}
        />
      </PageHead>
      <div className="calendar-columns">
        <Panel
          title={
            month
              ? t('calendar.month', { year, month: Number(month) })
              : t('calendar.year', { year })
          }
          extra={
            <span className="row-wrap">
              <Button
                size="small"
                icon={<LeftOutlined />}
                aria-label={t('calendar.before')}
                onClick={() => move(-1)}
              />
              <Button
                size="small"
                icon={<RightOutlined />}
                aria-label={t('calendar.after')}
                onClick={() => move(1)}
              />
              {month && (
                <Button size="small" onClick={() => change({ year, month: undefined })}>
                  {t('calendar.whole_year')}
                </Button>
              )}
              <Button
                size="small"
                onClick={() => change({ year: today.slice(0, 4), month: today.slice(5, 7) })}
              >
                {t('calendar.this_month')}
              </Button>
            </span>
          }
        >
          {calendar.error && (
            <RefusalNotice error={calendar.error} onRetry={() => void calendar.refetch()} />
          )}
          {calendar.isPending && pack !== '' && <SkeletonRows rows={12} />}
          {days.some((day) => day.provisional) && (
            <p className="calendar-provisional">{t('calendar.provisional', { year })}</p>
          )}
          <div className={month ? 'months months-one' : 'months'}>
            {days.length > 0 &&
              shown.map((one) => (
                <Month
                  key={one}
                  year={year}
                  month={one}
                  days={days.filter((day) => day.date.startsWith(`${year}-${one}`))}
                  today={today}
                  isLarge={Boolean(month)}
                  onOpen={month ? undefined : () => change({ month: one })}
                />
              ))}
          </div>
          <ul className="calendar-legend">
            <li>
              <span className="mark mark-off">{t('calendar.off')}</span>{' '}
              {t('calendar.kind.holiday')}
            </li>
            <li>
              <span className="mark mark-on">{t('calendar.on')}</span> {t('calendar.kind.make_up')}
            </li>
            <li>
              <span className="legend-weekend" aria-hidden /> {t('calendar.kind.weekend')}
            </li>
          </ul>
        </Panel>
        <LimitTool key={pack} pack={pack} site={site} now={now} />
      </div>
      <Notices year={year} />
    </div>
  );
}
