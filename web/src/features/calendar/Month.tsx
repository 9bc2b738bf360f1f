import { useTranslation } from 'react-i18next';
import type { CalendarDay } from '../../api/types';
import { weekdayOf } from '../../ui/time';

type MonthProps = {
  year: string;
  month: string;
  days: CalendarDay[];
  today: string;
  isLarge: boolean;
  onOpen?: () => void;
};

function rowsOf(days: CalendarDay[]): (CalendarDay | undefined)[][] {
  const first = days[0];
  if (!first) return [];
  const cells: (CalendarDay | undefined)[] = [
    ...Array.from({ length: weekdayOf(first.date) - 1 }, () => undefined),
    ...days,
  ];
  while (cells.length % 7 !== 0) cells.push(undefined);
  return Array.from({ length: cells.length / 7 }, (_, row) => cells.slice(row * 7, row * 7 + 7));
}

function DayCell({
  day,
  isToday,
  isLarge,
}: {
  day: CalendarDay;
  isToday: boolean;
  isLarge: boolean;
}) {
  const { t } = useTranslation();
  const isMarked = day.kind === 'holiday' || day.kind === 'make_up';
  return (
    <td
      className={`cal-day cal-${day.kind} ${isToday ? 'cal-today' : ''}`}
      title={[day.date, t(`calendar.kind.${day.kind}`), day.name].filter(Boolean).join(' ')}
    >
      <span className="cal-number">{Number(day.date.slice(8))}</span>
      {isMarked && (
        <span className={`mark ${day.kind === 'holiday' ? 'mark-off' : 'mark-on'}`}>
          {day.kind === 'holiday' ? t('calendar.off') : t('calendar.on')}
        </span>
      )}
      {isLarge && (
        <span className="cal-more">
          {day.name && <span>{day.name}</span>}
          {day.working &&
            day.periods.map(([from, to]) => (
              <span className="number" key={from}>
                {from}–{to}
              </span>
            ))}
        </span>
      )}
    </td>
  );
}

export function Month({ year, month, days, today, isLarge, onOpen }: MonthProps) {
  const { t } = useTranslation();
  const title = t('calendar.month', { year, month: Number(month) });
  return (
    <table className={isLarge ? 'cal cal-large' : 'cal'}>
      <caption>
        {onOpen ? (
          <button type="button" className="plain-button cal-open" onClick={onOpen}>
            {t('calendar.month_short', { month: Number(month) })}
            <span className="unseen">{year}</span>
          </button>
        ) : (
          <span className="unseen">{title}</span>
        )}
      </caption>
      <thead>
        <tr>
          {[1, 2, 3, 4, 5, 6, 7].map((weekday) => (
            <th key={weekday} scope="col">
              {t(`weekday_short.${weekday}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rowsOf(days).map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: weeks of a month have no other name
          <tr key={index}>
            {row.map((day, column) =>
              day ? (
                <DayCell key={day.date} day={day} isToday={day.date === today} isLarge={isLarge} />
              ) : (
                // biome-ignore lint/suspicious/noArrayIndexKey: blank cells have no other name
                <td key={`blank-${column}`} />
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
