import { describe, expect, it } from 'vitest';
import type { LedgerGroup, LedgerLine } from '../../api/types';
import { found } from './search';

const line = (id: string, ...cells: string[]): LedgerLine => ({ id, cells, derivations: [] });
const groups: LedgerGroup[] = [
  {
    title: '张三 · 2026-09',
    lines: [line('a', 'KS-1', '¥300.00'), line('b', 'KS-2', '¥200.00')],
    sums: ['', '¥500.00'],
  },
  { title: '李四 · 2026-09', lines: [line('c', 'KS-3', '¥80.00')], sums: ['', '¥80.00'] },
];
const ids = (words: string) =>
  found(groups, words).map((group) => group.lines.map((one) => one.id).join());

describe('what is looked for in a ledger', () => {
  it('is everything, with its sums, while no word is set', () => {
    expect(found(groups, '  ')).toBe(groups);
  });

  it('is the line in which the word stands, not the whole group', () => {
    expect(ids('ks-2')).toEqual(['b']);
  });

  it('is every line of a group whose title has the word', () => {
    expect(ids('张三')).toEqual(['a,b']);
  });

  it('has each of several words, in the title or in a cell', () => {
    expect(ids('2026-09 80')).toEqual(['c']);
    expect(ids('张三 80')).toEqual([]);
  });

  it('carries no sums: those of the whole group would not add up', () => {
    expect(found(groups, 'KS-1').map((group) => group.sums)).toEqual([[]]);
  });
});
