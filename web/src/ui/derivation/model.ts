import type { Derivation, Step } from '../../api/types';
import { addDays, weekdayOf } from '../time';

export type DayCell = {
  date: string;
  step?: Step;
  /** 1, 2, 3 … where the day counts. */
  count?: number;
  isDue: boolean;
  isToday: boolean;
};

/** Days in weeks from Monday to Sunday; days before the first and after the last step are blank. */
export function weeksOf(derivation: Derivation, today: string): DayCell[][] {
  const steps = new Map(derivation.steps.map((step) => [step.date, step]));
  const dates = [...steps.keys()].sort();
  const first = dates[0];
  const dueDate = derivation.due_at.slice(0, 10);
  const last = [dates.at(-1) ?? dueDate, dueDate].sort().at(-1);
  if (!first || !last) return [];
  const weeks: DayCell[][] = [];
  let count = 0;
  let date = addDays(first, 1 - weekdayOf(first));
  while (date <= last || weekdayOf(date) !== 1) {
    if (weekdayOf(date) === 1) weeks.push([]);
    const step = steps.get(date);
    if (step?.kind === 'counted') count += 1;
    weeks.at(-1)?.push({
      date,
      step,
      count: step?.kind === 'counted' ? count : undefined,
      isDue: date === dueDate,
      isToday: date === today,
    });
    date = addDays(date, 1);
  }
  return weeks;
}

export type Segment = { step: Step; left: number; width: number };
export type Track = { date: string; segments: Segment[]; now?: number; due?: number };

export type Tick = { left: number; text: string };

const tickSteps = [1, 2, 5, 10, 15, 30, 60, 120, 180, 240, 360];

const minuteOfDay = (iso: string) =>
  Number(iso.slice(11, 13)) * 60 + Number(iso.slice(14, 16)) + Number(iso.slice(17, 19)) / 60;
const day = 24 * 60;

/** One bar a day. All bars share a scale just wide enough for what is drawn and the present moment. */
export function tracksOf(derivation: Derivation, now: string): { tracks: Track[]; ticks: Tick[] } {
  const dates = [...new Set(derivation.steps.map((step) => step.date))].sort();
  const minutes: number[] = [];
  for (const step of derivation.steps) {
    if (!step.from || !step.to) continue;
    minutes.push(
      minuteOfDay(step.from),
      step.to.slice(0, 10) > step.date ? day : minuteOfDay(step.to),
    );
  }
  if (dates.includes(now.slice(0, 10))) minutes.push(minuteOfDay(now));
  const low = Math.min(...minutes);
  const high = Math.max(...minutes);
  const room = Math.max(0.5, (high - low) * 0.06);
  const start = Math.max(0, low - room);
  const end = Math.min(day, high + room);
  const at = (minute: number) => ((minute - start) / (end - start)) * 100;
  const tracks = dates.map((date) => ({
    date,
    segments: derivation.steps
      .filter((step) => step.date === date && step.from && step.to)
      .map((step) => {
        const from = minuteOfDay(step.from ?? '');
        const to = (step.to ?? '').slice(0, 10) > date ? day : minuteOfDay(step.to ?? '');
        return { step, left: at(from), width: at(to) - at(from) };
      }),
    now: now.slice(0, 10) === date ? at(minuteOfDay(now)) : undefined,
    due: derivation.due_at.slice(0, 10) === date ? at(minuteOfDay(derivation.due_at)) : undefined,
  }));
  const clock = (minute: number) =>
    `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(Math.floor(minute % 60)).padStart(2, '0')}`;
  const step = tickSteps.find((one) => (end - start) / one <= 6) ?? 360;
  const first = Math.ceil(start / step) * step;
  const ticks = Array.from({ length: Math.floor((end - first) / step) + 1 }, (_, index) => {
    const minute = first + index * step;
    return { left: at(minute), text: clock(minute) };
  });
  return { tracks, ticks };
}

/** Limits of minutes and hours are drawn as bars, limits of days as weeks. */
export const isDrawnInMinutes = (derivation: Derivation) =>
  derivation.steps.some((step) => step.from !== undefined && step.to !== undefined) &&
  !/days/.test(derivation.unit);
