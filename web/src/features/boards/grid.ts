import type { Cell } from '../../api/types';

export type GridRow = { row: string; cells: Map<string, Cell> };

const byNumber = new Intl.Collator('zh', { numeric: true }).compare;

/** The cells of a block as storeys, the highest first, and the columns from left to right. */
export function toGrid(cells: Cell[]): { columns: string[]; rows: GridRow[] } {
  const columnOf = (cell: Cell) =>
    cell[2].startsWith(cell[1]) ? cell[2].slice(cell[1].length) : cell[2];
  const rows = new Map<string, Map<string, Cell>>();
  const columns = new Set<string>();
  for (const cell of cells) {
    const column = columnOf(cell);
    columns.add(column);
    const row = rows.get(cell[1]) ?? new Map<string, Cell>();
    rows.set(cell[1], row.set(column, cell));
  }
  return {
    columns: [...columns].sort(byNumber),
    rows: [...rows]
      .map(([row, inRow]) => ({ row, cells: inRow }))
      .sort((a, b) => byNumber(b.row, a.row)),
  };
}

/** Cells in which the words stand. */
export function matching(cells: Cell[], words: string): Set<string> | undefined {
  const wanted = words.trim().toLowerCase();
  if (!wanted) return undefined;
  return new Set(
    cells
      .filter((cell) => cell.slice(1).some((text) => text.toLowerCase().includes(wanted)))
      .map((cell) => cell[0]),
  );
}
