import { describe, expect, it } from 'vitest';
import type { Clock, Row } from '../../api/types';
import { groupOwed } from './DeskPage';

const now = '2026-09-29T10:20:00+08:00';
const owed = (due_at: string, status: Clock['status'] = 'running') => ({
  case: { id: due_at } as Row,
  clock: { due_at, status } as Clock,
});

describe('what I owe', () => {
  it('is grouped as one thinks of it, and groups without work are left out', () => {
    const groups = groupOwed(
      [
        owed('2026-09-28T18:00:00+08:00', 'breached'),
        owed('2026-09-29T10:19:59+08:00'),
        owed('2026-09-29T18:00:00+08:00'),
        owed('2026-09-30T00:10:00+08:00'),
        owed('2026-10-09T18:00:00+08:00'),
      ],
      now,
    );
    expect(groups.map((group) => [group.id, group.owed.length])).toEqual([
      ['overdue', 2],
      ['today', 1],
      ['tomorrow', 1],
      ['later', 1],
    ]);
  });
});
