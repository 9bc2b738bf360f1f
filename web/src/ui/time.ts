import type { TFunction } from 'i18next';

/** Text of instants and lengths of time. An instant's own offset is the company's zone; it is kept. */
const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const two = (n: number) => String(n).padStart(2, '0');

/** `2026-10-09T18:00:00+08:00` -> `2026-10-09 18:00`, whatever the zone of this machine. */
export const dateTimeText = (iso: string) => iso.slice(0, 16).replace('T', ' ');

/** With the day of the week, which is how people remember a limit. */
export const momentText = (t: TFunction, iso: string | undefined, isShort = false) =>
  iso
    ? `${isShort ? shortDateTime(iso) : dateTimeText(iso)} ${t(`weekday.${weekdayOf(iso)}`)}`
    : '—';
export const timeText = (iso: string) => iso.slice(11, 16);
export const dateText = (iso: string) => iso.slice(0, 10);
export const monthDayText = (iso: string) => iso.slice(5, 10);

/** Same year is left out, for narrow places. */
export const shortDateTime = (iso: string) => iso.slice(5, 16).replace('T', ' ');

/** Monday is 1, Sunday 7. */
export function weekdayOf(date: string): number {
  const weekday = new Date(`${date.slice(0, 10)}T00:00:00Z`).getUTCDay();
  return weekday === 0 ? 7 : weekday;
}

export function addDays(date: string, days: number): string {
  const start = Date.parse(`${date.slice(0, 10)}T00:00:00Z`);
  return new Date(start + days * day).toISOString().slice(0, 10);
}

/** The civil time of the company (its offset taken from one of its instants) as an instant's text. */
export function inZoneOf(example: string, instant: number): string {
  const match = /([+-])(\d\d):(\d\d)$/.exec(example);
  const sign = match?.[1] === '-' ? -1 : 1;
  const shift = match ? sign * (Number(match[2]) * hour + Number(match[3]) * minute) : 0;
  const zone = match ? match[0] : 'Z';
  return new Date(instant + shift).toISOString().slice(0, 19) + zone;
}

export function durationText(t: TFunction, milliseconds: number): string {
  const length = Math.abs(milliseconds);
  const days = Math.floor(length / day);
  const hours = Math.floor((length % day) / hour);
  const minutes = Math.floor((length % hour) / minute);
  if (days >= 1) {
    return hours ? t('time.days_hours', { days, hours }) : t('time.days', { days });
  }
  if (hours >= 1) {
    return minutes ? t('time.hours_minutes', { hours, minutes }) : t('time.hours', { hours });
  }
  return `${two(minutes)}:${two(Math.floor((length % minute) / second))}`;
}
