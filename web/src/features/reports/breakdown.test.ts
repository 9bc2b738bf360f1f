import { describe, expect, it } from 'vitest';
import { breakdownOf } from './breakdown';

const titles = new Map([
  ['phone', '电话'],
  ['class', '性质'],
]);

describe('a part of a report', () => {
  it('is counts where each name has one number, in the words of the pack', () =>
    expect(breakdownOf({ phone: 3, other: 1 }, titles)).toEqual({
      kind: 'counts',
      rows: [
        { key: 'phone', title: '电话', value: 3 },
        { key: 'other', title: 'other', value: 1 },
      ],
    }));
  it('is a table where rows have several columns', () =>
    expect(breakdownOf([{ class: 'phone', late: 1, open: 2 }], titles)).toEqual({
      kind: 'table',
      columns: ['性质', 'late', 'open'],
      rows: [['电话', '1', '2']],
    }));
  it('is nothing where the text says it all', () => {
    expect(breakdownOf('x', titles)).toBeUndefined();
    expect(breakdownOf(3, titles)).toBeUndefined();
    expect(breakdownOf([], titles)).toBeUndefined();
    expect(breakdownOf(null, titles)).toBeUndefined();
  });
});
