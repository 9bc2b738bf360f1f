import { describe, expect, it } from 'vitest';
import type { ImportJob, ImportTable, Input } from '../../api/types';
import { listAddress, missing, planOf, unfilled, withColumn, withFixed } from './plan';

const table: ImportTable = {
  sheets: [],
  sheet: '',
  encoding: 'UTF-8',
  header_line: 1,
  rows: 2,
  columns: [
    { title: 'Building', samples: ['1'], input: 'building' },
    { title: 'Remark', samples: [] },
  ],
  fixed: { site: 'P1' },
  settled_by: '',
  inputs: ['building', 'site', 'price'],
};
const input = (name: string, required = false): Input => ({
  name,
  title: name,
  type: 'text',
  required,
  rules: [],
});
const inputs = [input('grade'), input('building', true), input('site', true), input('price', true)];

describe('what the columns mean', () => {
  it('begins with what the server proposes', () => {
    expect(planOf(table)).toEqual({ columns: { Building: 'building' }, fixed: { site: 'P1' } });
  });

  it('lets an input come from one column only', () => {
    const moved = withColumn(planOf(table), 'Remark', 'building');
    expect(moved.columns).toEqual({ Remark: 'building' });
    expect(withColumn(moved, 'Remark', undefined).columns).toEqual({});
  });

  it('forgets what stood in every row for an input that a column fills now', () => {
    expect(withColumn(planOf(table), 'Remark', 'site').fixed).toEqual({});
    expect(withColumn(planOf(table), 'Remark', undefined).fixed).toEqual({ site: 'P1' });
  });

  it('forgets what was settled for inputs that there are no longer, or that a column fills', () => {
    const settled = { ...table, fixed: { site: 'P1', storey: '3', building: 'A' } };
    expect(planOf(settled).fixed).toEqual({ site: 'P1' });
  });

  it('is that of the job where there is one', () => {
    const job = { meant: { Remark: 'price' }, fixed: { grade: 'B' } } as unknown as ImportJob;
    expect(planOf(table, job)).toEqual({ columns: { Remark: 'price' }, fixed: { grade: 'B' } });
  });

  it('says what is needed and comes from nowhere', () => {
    const plan = planOf(table);
    expect(missing(plan, inputs).map((one) => one.name)).toEqual(['price']);
    expect(missing(withFixed(plan, 'price', '100'), inputs)).toEqual([]);
    expect(withFixed(plan, 'site', '').fixed).toEqual({});
  });

  it('offers what is needed first', () => {
    expect(unfilled(planOf(table), inputs).map((one) => one.name)).toEqual([
      'site',
      'price',
      'grade',
    ]);
  });

  it('leads to clients on their own page, to all else in the list', () => {
    expect(listAddress('company', 'client')).toBe('/clients');
    expect(listAddress('a', 'unit')).toBe('/cases?pack=a&type=unit&sort=-created');
  });
});
