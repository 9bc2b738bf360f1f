import { describe, expect, it } from 'vitest';
import type { Field } from '../../api/types';
import { breakdownOf } from './breakdown';

const field = (more: Partial<Field>): Field => ({
  name: 'f',
  title: 'f',
  type: 'list',
  value: null,
  display: '',
  rules: [],
  ...more,
});

describe('a part of a report', () => {
  it('is counts where each name has one number', () =>
    expect(
      breakdownOf(
        field({
          value: [{ code: 'FLOW_START_LATE', items: 2 }],
          table: {
            columns: [
              { name: 'code', title: '违限' },
              { name: 'items', title: '次数' },
            ],
            rows: [['启动流程逾期', '2']],
          },
        }),
      ),
    ).toEqual({
      kind: 'counts',
      name: '违限',
      count: '次数',
      rows: [{ title: '启动流程逾期', value: 2 }],
    }));
  it('is a table where rows have several columns', () =>
    expect(
      breakdownOf(
        field({
          value: [{ class: 'a', new: 1, open: 2 }],
          table: {
            columns: [
              { name: 'class', title: '性质' },
              { name: 'new', title: '新增' },
              { name: 'open', title: '未结' },
            ],
            rows: [['甲', '1', '2']],
          },
        }),
      ),
    ).toEqual({
      kind: 'table',
      columns: ['性质', '新增', '未结'],
      numbers: [false, true, true],
      rows: [['甲', '1', '2']],
    }));
  it('is nothing where the text says it all', () => {
    expect(breakdownOf(field({ value: 3 }))).toBeUndefined();
    expect(breakdownOf(field({ value: [], table: { columns: [], rows: [] } }))).toBeUndefined();
  });
});
