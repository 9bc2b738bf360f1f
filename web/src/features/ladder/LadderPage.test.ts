import { describe, expect, it } from 'vitest';
import type { Clock } from '../../api/types';
import { currentRung } from './LadderPage';

const rung = (title: string, due_at: string, status: Clock['status'] = 'running') =>
  ({ title, due_at, status }) as Clock;

describe('whose turn it is on a ladder', () => {
  it('is what falls due first, wherever it stands', () =>
    expect(
      currentRung([
        rung('启动流程', '2026-03-06T18:00:00+08:00'),
        rung('答复客户', '2026-03-11T18:00:00+08:00'),
      ])?.title,
    ).toBe('启动流程'));
  it('is the higher one where two fall due at one moment', () =>
    expect(
      currentRung([
        rung('上报', '2026-03-06T15:05:00+08:00'),
        rung('电话上报', '2026-03-06T15:05:00+08:00'),
      ])?.title,
    ).toBe('电话上报'));
  it('is nobody when all is done', () =>
    expect(currentRung([rung('上报', '2026-03-06T15:05:00+08:00', 'met')])).toBeUndefined());
});
