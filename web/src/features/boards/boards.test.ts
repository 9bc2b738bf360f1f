import { describe, expect, it } from 'vitest';
import { withCell } from '../../api/boards';
import type { Cell, Seller } from '../../api/types';
import { inOrder } from './FloorBoard';
import { matching, roomOf, toGrid } from './grid';

const seller = (key: string, place?: number): Seller => ({
  key,
  name: key,
  availability: 'on_duty',
  says: '在岗',
  missed_turns: 0,
  make_ups: 0,
  ...(place === undefined ? {} : { place }),
});

describe('the floor', () => {
  it('stands in the order of the queue, and whoever is out of it behind', () => {
    const staff = [seller('甲', 2), seller('乙'), seller('丙', 1)];
    expect(inOrder(staff).map((one) => one.key)).toEqual(['丙', '甲', '乙']);
  });
});

const cell = (number: string, storey: string, state = 'available', ...shown: string[]): Cell => [
  `u-${number}`,
  storey,
  number,
  state,
  ...shown,
];

describe('the grid of a building', () => {
  it('has the highest storey on top and one column for what stands above one another', () => {
    const grid = toGrid([cell('901', '9'), cell('1001', '10'), cell('1002', '10')]);
    expect(grid.rows.map((row) => row.row)).toEqual(['10', '9']);
    expect(grid.columns).toEqual(['01', '02']);
    expect(grid.rows[1]?.cells.has('02')).toBe(false);
    expect(grid.rows[1]?.cells.get('01')?.[2]).toBe('901');
  });

  it('finds units by number or price, and finds all when nothing is asked', () => {
    const cells = [cell('1201', '12', 'held', '¥1,000,000.00'), cell('1202', '12')];
    const blocks = [
      { title: '3栋', cells },
      { title: '4栋', cells: [cell('1203', '12')] },
    ];
    expect(matching(blocks, ' ')).toBeUndefined();
    expect([...(matching(blocks, '1,000') ?? [])]).toEqual(['u-1201']);
    expect(matching(blocks, '9999')?.size).toBe(0);
    expect([...(matching(blocks, '4栋 12') ?? [])]).toEqual(['u-1203']);
    expect([...(matching(blocks, '000') ?? [])]).toEqual([]); // of a price it says nothing
  });

  it('has room for its longest number before it is drawn', () => {
    const cells = [cell('901', '9'), cell('复式1001', '10'), cell('1002', '10')];
    expect(roomOf(cells)).toEqual({ rows: 2, columns: 3, letters: 8, rowLetters: 2 });
  });
});

describe('a change of one unit', () => {
  const blocks = [
    { title: '1栋', cells: [cell('101', '1'), cell('102', '1')] },
    { title: '2栋', cells: [cell('201', '2')] },
  ];
  const states = (changed: typeof blocks | null) =>
    changed?.map((block) => block.cells.map((one) => `${one[2]} ${one[3]}`).join());

  it('leaves every other block as it was', () => {
    const held = [{ title: '1栋', cells: [cell('102', '1', 'held')] }];
    const changed = withCell(blocks, 'u-102', held);
    expect(states(changed)).toEqual(['101 available,102 held', '201 available']);
    expect(changed?.[1]).toBe(blocks[1]);
  });

  it('takes in what is new, moves what has moved and lets go what is not to be seen any more', () => {
    const added = withCell(blocks, 'u-202', [{ title: '2栋', cells: [cell('202', '2')] }]);
    expect(states(added)?.[1]).toBe('201 available,202 available');
    const moved = withCell(blocks, 'u-102', [{ title: '2栋', cells: [cell('102', '1')] }]);
    expect(states(moved)).toEqual(['101 available', '201 available,102 available']);
    expect(states(withCell(blocks, 'u-101', []))).toEqual(['102 available', '201 available']);
  });

  it('asks for the whole where a block is new', () => {
    expect(withCell(blocks, 'u-301', [{ title: '3栋', cells: [cell('301', '3')] }])).toBeNull();
  });
});
