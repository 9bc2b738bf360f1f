import type { Block, Cell } from '../../api/types';

export type GridRow = { row: string; cells: Map<string, Cell> };
export type Grid = { columns: string[]; rows: GridRow[] };

const collator = new Intl.Collator('zh', { numeric: true });
export const byNumber = collator.compare;

/** As wide as so many digits: a Chinese character takes two. */
function widthOf(text: string): number {
  let width = text.length;
  for (let i = 0; i < text.length; i += 1) if (text.charCodeAt(i) > 0x2e7f) width += 1;
  return width;
}

/** In a column stands what has the same number behind its storey. */
const columnOf = (cell: Cell) =>
  cell[2].startsWith(cell[1]) ? cell[2].slice(cell[1].length) : cell[2];

export type Room = { rows: number; columns: number; letters: number; rowLetters: number };

/** What a block needs room for, so that it takes its place before it is drawn. */
export function roomOf(cells: Cell[]): Room {
  const rows = new Set<string>();
  const columns = new Set<string>();
  let letters = 0;
  for (const cell of cells) {
    rows.add(cell[1]);
    columns.add(columnOf(cell));
    letters = Math.max(letters, widthOf(cell[2]));
  }
  const rowLetters = Math.max(0, ...[...rows].map(widthOf));
  return { rows: rows.size, columns: columns.size, letters, rowLetters };
}

/** The cells of a block as storeys, the highest first, and the columns from left to right. */
export function toGrid(cells: Cell[]): Grid {
  const rows = new Map<string, Map<string, Cell>>();
  const columns = new Set<string>();
  for (const cell of cells) {
    const column = columnOf(cell);
    columns.add(column);
    const row = rows.get(cell[1]);
    if (row) row.set(column, cell);
    else rows.set(cell[1], new Map([[column, cell]]));
  }
  return {
    columns: [...columns].sort(byNumber),
    rows: [...rows]
      .map(([row, inRow]) => ({ row, cells: inRow }))
      .sort((a, b) => byNumber(b.row, a.row)),
  };
}

const texts = new WeakMap<Cell, string>();

/** What is looked through for words, made once for a cell. */
function textOf(cell: Cell): string {
  let text = texts.get(cell);
  if (text === undefined) {
    text = cell.slice(1).join('\n').toLowerCase();
    texts.set(cell, text);
  }
  return text;
}

/** A few digits begin a number: in prices and areas they would stand everywhere. */
const isShortNumber = (word: string) => /^\d{1,4}$/.test(word);
const begins = (cell: Cell, digits: string) =>
  cell[2].split(/\D+/).some((part) => part.startsWith(digits));

/** Cells in which all of the words stand, or the name of their block has those that do not. */
export function matching(blocks: Block[], words: string): Set<string> | undefined {
  const wanted = words.trim().toLowerCase().split(/\s+/);
  if (wanted[0] === '') return undefined;
  const found = new Set<string>();
  for (const block of blocks) {
    const title = block.title.toLowerCase();
    const left = wanted.filter((word) => !title.includes(word));
    for (const cell of block.cells) {
      const stands = (word: string) =>
        isShortNumber(word) ? begins(cell, word) : textOf(cell).includes(word);
      if (left.every(stands)) found.add(cell[0]);
    }
  }
  return found;
}
