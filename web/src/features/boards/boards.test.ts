import { describe, expect, it } from 'vitest';
import type { Cell, Seller } from '../../api/types';
import { inOrder } from './FloorBoard';
import { matching, toGrid } from './grid';

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
    expect(matching(cells, ' ')).toBeUndefined();
    expect([...(matching(cells, '1,000') ?? [])]).toEqual(['u-1201']);
    expect(matching(cells, '9999')?.size).toBe(0);
  });
});
