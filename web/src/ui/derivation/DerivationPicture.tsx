import { FlagFilled } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { useNow, wholeSeconds } from '../../api/clock';
import type { Derivation, Step } from '../../api/types';
import { DataTable } from '../Parts';
import { dateText, dateTimeText, inZoneOf, monthDayText, timeText, weekdayOf } from '../time';
import { type DayCell, isDrawnInMinutes, tracksOf, weeksOf } from './model';
import './derivation.css';

function Day({ cell, dueAt }: { cell: DayCell; dueAt: string }) {
  const { t } = useTranslation();
  const { step } = cell;
  if (!step && !cell.isDue) {
    return (
      <div className="day day-blank">
        <span className="day-date">{monthDayText(cell.date)}</span>
        {cell.isToday && <span className="day-now">{t('clock.today')}</span>}
      </div>
    );
  }
  const mark = step?.kind === 'day_zero' ? '0' : cell.count;
  return (
    <div className={`day day-${step?.kind ?? 'skipped'} ${cell.isDue ? 'day-due' : ''}`}>
      <span className="day-date">{monthDayText(cell.date)}</span>
      {mark !== undefined ? (
        <span className="day-mark">{mark}</span>
      ) : (
        <span className="day-mark day-mark-none">–</span>
      )}
      <span className="day-reason">{step?.reason}</span>
      {cell.isDue && (
        <span className="day-flag">
          <FlagFilled aria-hidden /> {timeText(dueAt)}
        </span>
      )}
      {cell.isToday && <span className="day-now">{t('clock.today')}</span>}
    </div>
  );
}

function Weeks({ derivation, today }: { derivation: Derivation; today: string }) {
  const { t } = useTranslation();
  const weeks = weeksOf(derivation, today);
  return (
    <div className="weeks">
      <div className="week week-head">
        {[1, 2, 3, 4, 5, 6, 7].map((weekday) => (
          <span key={weekday}>{t(`weekday.${weekday}`)}</span>
        ))}
      </div>
      {weeks.map((week) => (
        <div className="week" key={week[0]?.date}>
          {week.map((cell) => (
            <Day key={cell.date} cell={cell} dueAt={derivation.due_at} />
          ))}
        </div>
      ))}
    </div>
  );
}

function Bars({ derivation, now }: { derivation: Derivation; now: string }) {
  const { t } = useTranslation();
  const { tracks, ticks } = tracksOf(derivation, now);
  return (
    <div className="bars">
      {tracks.map((track) => (
        <div className="bar-line" key={track.date}>
          <span className="bar-date number">
            {monthDayText(track.date)} {t(`weekday.${weekdayOf(track.date)}`)}
          </span>
          <div className="bar-track">
            {track.segments.map(({ step, left, width }) => (
              <span
                key={step.from}
                className={`bar-segment bar-${step.kind}`}
                style={{ left: `${left}%`, width: `${width}%` }}
              >
                {width > 12 &&
                  (step.kind === 'counted' && step.minutes
                    ? t('unit.n_minutes', { number: Math.round(step.minutes) })
                    : step.reason)}
              </span>
            ))}
            {track.due !== undefined && (
              <span className="bar-due" style={{ left: `${track.due}%` }}>
                <FlagFilled aria-hidden /> {timeText(derivation.due_at)}
              </span>
            )}
            {track.now !== undefined && track.now >= 0 && track.now <= 100 && (
              <span className="bar-now" style={{ left: `${track.now}%` }}>
                {t('clock.now')}
              </span>
            )}
          </div>
        </div>
      ))}
      <div className="bar-ticks number">
        {ticks.map((tick) => (
          <span key={tick.text} style={{ left: `${tick.left}%` }}>
            {tick.text}
          </span>
        ))}
      </div>
    </div>
  );
}

function Legend() {
  const { t } = useTranslation();
  return (
    <ul className="derivation-legend">
      {(['day_zero', 'counted', 'skipped'] as const).map((kind) => (
        <li key={kind}>
          <span className={`legend-mark day-${kind}`} aria-hidden />
          {t(`clock.kind.${kind}`)}
        </li>
      ))}
      <li>
        <FlagFilled aria-hidden className="legend-flag" /> {t('clock.due')}
      </li>
    </ul>
  );
}

/** Why is it due then: the days or minutes from the start to the limit, drawn. */
export function DerivationPicture({ derivation }: { derivation: Derivation }) {
  const { t } = useTranslation();
  const now = inZoneOf(derivation.due_at, useNow(wholeSeconds));
  return (
    <figure className="derivation" aria-label={t('clock.picture')}>
      <div aria-hidden>
        {isDrawnInMinutes(derivation) ? (
          <Bars derivation={derivation} now={now} />
        ) : (
          <Weeks derivation={derivation} today={dateText(now)} />
        )}
      </div>
      <figcaption>
        <Legend />
      </figcaption>
    </figure>
  );
}

/** The same as a table, for reading aloud and for print. */
export function DerivationTable({ derivation }: { derivation: Derivation }) {
  const { t } = useTranslation();
  const inMinutes = isDrawnInMinutes(derivation);
  let count = 0;
  const rows = derivation.steps.map((step) => {
    if (step.kind === 'counted') count += 1;
    return { step, count };
  });
  const what = ({ step, count: n }: { step: Step; count: number }) =>
    step.kind === 'counted' && !inMinutes
      ? t('clock.counted_as', { number: n })
      : t(`clock.kind.${step.kind}`);
  return (
    <DataTable
      caption={t('clock.table')}
      rows={rows}
      rowKey={({ step }) => `${step.date}-${step.from ?? ''}-${step.kind}`}
      columns={[
        {
          key: 'date',
          title: t('clock.date'),
          cell: ({ step }) => (
            <span className="number">
              {step.date} {t(`weekday.${weekdayOf(step.date)}`)}
            </span>
          ),
        },
        ...(inMinutes
          ? [
              {
                key: 'span',
                title: t('clock.span'),
                cell: ({ step }: { step: Step }) => (
                  <span className="number">
                    {step.from && dateTimeText(step.from).slice(11)}–
                    {step.to && dateTimeText(step.to).slice(11)}
                  </span>
                ),
              },
              {
                key: 'minutes',
                title: t('unit.minutes'),
                end: true,
                cell: ({ step }: { step: Step }) => step.minutes?.toFixed(0) ?? '',
              },
            ]
          : []),
        { key: 'kind', title: t('clock.how'), cell: what },
        { key: 'reason', title: t('clock.reason'), cell: ({ step }) => step.reason },
      ]}
    />
  );
}
