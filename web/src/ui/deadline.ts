import { wholeMinutes, wholeSeconds } from '../api/clock';
import type { ClockStatus } from '../api/types';

export type Tone = 'ok' | 'warn' | 'over' | 'idle';
export type Standing = {
  tone: Tone;
  /** Message id under `deadline.`. */
  words:
    | 'left'
    | 'soon'
    | 'overdue'
    | 'paused'
    | 'met'
    | 'met_early'
    | 'late'
    | 'cancelled'
    | 'unknown'
    | 'lapsed';
  /** Milliseconds to speak of; absent where the words say all. */
  length?: number;
};
export type Limit = {
  status: ClockStatus;
  /** Absent where the pack could not tell a moment yet. */
  due_at?: string;
  warn_at?: string;
  stopped_at?: string;
  late_seconds?: number;
};

const hour = 3_600_000;
const soonByDefault = hour / 2;

/** How a limit stands at `now`. Only a running clock counts; a stopped one says how it ended. */
export function standingOf(limit: Limit, now: number): Standing {
  if (limit.due_at === undefined) return { tone: 'idle', words: 'unknown' };
  const due = Date.parse(limit.due_at);
  switch (limit.status) {
    case 'met': {
      const early = limit.stopped_at ? due - Date.parse(limit.stopped_at) : 0;
      return early > 60_000
        ? { tone: 'ok', words: 'met_early', length: early }
        : { tone: 'ok', words: 'met' };
    }
    case 'late':
      return { tone: 'over', words: 'late', length: (limit.late_seconds ?? 0) * 1000 };
    case 'paused':
    case 'cancelled':
    case 'lapsed':
      return { tone: 'idle', words: limit.status };
    default: {
      const left = due - now;
      if (left < 0 || limit.status === 'breached') {
        return { tone: 'over', words: 'overdue', length: Math.max(0, -left) };
      }
      const warned = limit.warn_at ? now >= Date.parse(limit.warn_at) : left < soonByDefault;
      return warned
        ? { tone: 'warn', words: 'soon', length: left }
        : { tone: 'ok', words: 'left', length: left };
    }
  }
}

/** Draw every second in the last hour before the limit and the first after it, else every minute. */
export const stepOf = (due: number) => (now: number) =>
  Math.abs(due - now) > hour ? wholeMinutes(now) : wholeSeconds(now);
