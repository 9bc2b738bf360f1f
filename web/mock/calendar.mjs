import { readFileSync } from 'node:fs';

const year = JSON.parse(
  readFileSync(
    new URL('../node_modules/chinese-days/dist/years/2026.json', import.meta.url),
    'utf8',
  ),
);
const zh = (text) => text.split(',')[1];

/** Days are UTC midnights here; the zone is +08:00 throughout. */
export const iso = (ms) => `${new Date(ms + 8 * 3600e3).toISOString().slice(0, 19)}+08:00`;
export const dateOf = (ms) => iso(ms).slice(0, 10);
export const at = (date, time) => Date.parse(`${date}T${time}+08:00`);
export const nextDate = (date) => new Date(Date.parse(date) + 86400e3).toISOString().slice(0, 10);

export function day(date) {
  const weekday = new Date(date).getUTCDay();
  const provisional = !date.startsWith('2026');
  const periods = [['09:00', '18:00']];
  if (year.holidays[date]) {
    return {
      date,
      working: false,
      kind: 'holiday',
      name: zh(year.holidays[date]),
      periods: [],
      provisional,
    };
  }
  if (year.workdays[date]) {
    return {
      date,
      working: true,
      kind: 'make_up',
      name: zh(year.workdays[date]),
      periods,
      provisional,
    };
  }
  const off = weekday === 0 || weekday === 6;
  return {
    date,
    working: !off,
    kind: off ? 'weekend' : 'working',
    periods: off ? [] : periods,
    provisional,
  };
}

const reasonOf = (d) =>
  d.kind === 'holiday'
    ? d.name
    : d.kind === 'weekend'
      ? '周末'
      : d.kind === 'make_up'
        ? '调休上班'
        : '工作日';

export function workingDays(fromMs, amount) {
  let date = dateOf(fromMs);
  const steps = [];
  const lateInDay = fromMs > at(date, '18:00:00');
  while (!day(date).working || (lateInDay && date === dateOf(fromMs))) {
    const afterHours = date === dateOf(fromMs) && day(date).working;
    steps.push({
      date,
      kind: 'skipped',
      reason: afterHours ? '已过下班时间' : reasonOf(day(date)),
    });
    date = nextDate(date);
  }
  steps.push({ date, kind: 'day_zero', reason: '起算日' });
  for (let left = amount; left > 0; ) {
    date = nextDate(date);
    const d = day(date);
    steps.push({ date, kind: d.working ? 'counted' : 'skipped', reason: reasonOf(d) });
    if (d.working) left -= 1;
  }
  return { due: at(date, '18:00:00'), steps };
}

export function minutes(fromMs, amount) {
  const due = fromMs + amount * 60e3;
  const steps = [];
  for (let t = fromMs; t < due; ) {
    const end = Math.min(due, at(nextDate(dateOf(t)), '00:00:00'));
    steps.push({
      date: dateOf(t),
      from: iso(t),
      to: iso(end),
      kind: 'counted',
      reason: '连续计时',
      minutes: (end - t) / 60e3,
    });
    t = end;
  }
  return { due, steps };
}
