import { describe, expect, it } from 'vitest';
import type { Derivation, Step } from '../../api/types';
import { isDrawnInMinutes, tracksOf, weeksOf } from './model';

const step = (date: string, kind: Step['kind'], reason = ''): Step => ({ date, kind, reason });
const days: Derivation = {
  from: { at: '2026-09-29T10:20:00+08:00', title: '' },
  unit: 'working_days',
  amount: 3,
  due_at: '2026-10-09T18:00:00+08:00',
  provisional: false,
  parameters: [],
  events: [],
  steps: [
    step('2026-09-29', 'day_zero'),
    step('2026-09-30', 'counted'),
    ...['01', '02', '03', '04', '05', '06', '07'].map((d) => step(`2026-10-${d}`, 'skipped', 'x')),
    step('2026-10-08', 'counted'),
    step('2026-10-09', 'counted'),
  ],
};

describe('the picture of a limit', () => {
  it('lays the days out in whole weeks from Monday', () => {
    const weeks = weeksOf(days, '2026-10-08');
    expect(weeks.map((week) => week.length)).toEqual([7, 7]);
    expect(weeks[0]?.[0]?.date).toBe('2026-09-28');
  });
  it('numbers the days that count, and no others', () => {
    const cells = weeksOf(days, '2026-10-08').flat();
    const counts = cells
      .filter((cell) => cell.count)
      .map((cell) => [cell.date.slice(5), cell.count]);
    expect(counts).toEqual([
      ['09-30', 1],
      ['10-08', 2],
      ['10-09', 3],
    ]);
  });
  it('marks the day it is due and today', () => {
    const cells = weeksOf(days, '2026-10-08').flat();
    expect(cells.filter((cell) => cell.isDue).map((cell) => cell.date)).toEqual(['2026-10-09']);
    expect(cells.filter((cell) => cell.isToday).map((cell) => cell.date)).toEqual(['2026-10-08']);
  });
  it('draws minutes as one bar a day, split at midnight', () => {
    const minutes: Derivation = {
      ...days,
      unit: 'minutes',
      due_at: '2026-09-30T00:30:00+08:00',
      steps: [
        {
          ...step('2026-09-29', 'counted'),
          from: '2026-09-29T23:30:00+08:00',
          to: '2026-09-30T00:00:00+08:00',
          minutes: 30,
        },
        {
          ...step('2026-09-30', 'counted'),
          from: '2026-09-30T00:00:00+08:00',
          to: '2026-09-30T00:30:00+08:00',
          minutes: 30,
        },
      ],
    };
    expect(isDrawnInMinutes(minutes)).toBe(true);
    const { tracks } = tracksOf(minutes, '2026-09-30T00:10:00+08:00');
    expect(tracks.map((track) => track.segments.length)).toEqual([1, 1]);
    expect(tracks[0]?.now).toBeUndefined();
    expect(tracks[1]?.now).toBeGreaterThanOrEqual(0);
    const last = tracks[0]?.segments[0];
    expect((last?.left ?? 0) + (last?.width ?? 0)).toBeCloseTo(100);
  });
});
