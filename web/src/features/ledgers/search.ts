import type { LedgerGroup } from '../../api/types';

/**
 * The lines in which each of the words stands, be it in a cell or in the title of the group. What is
 * left of a group has no sums: those that the server drew up are of the whole group.
 */
export function found(groups: LedgerGroup[], words: string): LedgerGroup[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return groups;
  return groups.flatMap((group) => {
    const lines = group.lines.filter((line) => {
      const text = [group.title, ...line.cells].join('\n').toLowerCase();
      return wanted.every((word) => text.includes(word));
    });
    return lines.length > 0 ? [{ ...group, lines, sums: [] }] : [];
  });
}
