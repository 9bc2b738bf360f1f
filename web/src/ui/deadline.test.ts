import { describe, expect, it } from 'vitest';
import { type Limit, standingOf, stepOf } from './deadline';

const due_at = '2026-10-09T18:00:00+08:00';
const due = Date.parse(due_at);
const hour = 3_600_000;
const limit = (more: Partial<Limit> = {}): Limit => ({ status: 'running', due_at, ...more });

describe('how a limit stands', () => {
  it('says what is left while there is time', () =>
    expect(standingOf(limit(), due - 5 * hour)).toEqual({
      tone: 'ok',
      words: 'left',
      length: 5 * hour,
    }));
  it('is in time at its very last second', () =>
    expect(standingOf(limit(), due).words).toBe('soon'));
  it('is overdue one second later, whatever the server has said by then', () =>
    expect(standingOf(limit(), due + 1000)).toEqual({
      tone: 'over',
      words: 'overdue',
      length: 1000,
    }));
  it('warns from the moment that the pack states', () => {
    const warned = limit({ warn_at: '2026-10-09T14:00:00+08:00' });
    expect(standingOf(warned, due - 4 * hour).words).toBe('soon');
    expect(standingOf(warned, due - 4 * hour - 1000).words).toBe('left');
  });
  it('stops counting once it is met', () =>
    expect(
      standingOf(
        limit({ status: 'met', stopped_at: '2026-10-09T15:00:00+08:00' }),
        due + 99 * hour,
      ),
    ).toEqual({ tone: 'ok', words: 'met_early', length: 3 * hour }));
  it('keeps the final lateness of a late act', () =>
    expect(standingOf(limit({ status: 'late', late_seconds: 90 }), due + 99 * hour)).toEqual({
      tone: 'over',
      words: 'late',
      length: 90_000,
    }));
  it.each(['paused', 'cancelled', 'lapsed'] as const)('%s does not count', (status) =>
    expect(standingOf(limit({ status }), due + hour)).toEqual({ tone: 'idle', words: status }),
  );
  it('draws far limits once a minute and near ones once a second', () => {
    expect(stepOf(due)(due - 2 * hour + 31_500)).toBe(due - 2 * hour);
    expect(stepOf(due)(due - 31_500)).toBe(due - 32_000);
  });
});
