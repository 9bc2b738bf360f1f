import { describe, expect, it } from 'vitest';
import type { Entry, EntryFact } from '../../api/types';
import { saidIn } from './entry';

const fact = (on: string, title: string, ...fields: string[]): EntryFact => ({
  fact: title,
  on,
  title,
  changes: fields.map((name) => ({ name, title: name, display: `${name} 1` })),
  rules: ['R-1'],
  articles: [],
});
const entry = (...facts: EntryFact[]): Entry => ({
  seq: 1,
  at: '2026-09-01T10:00:00+08:00',
  by: { key: 'p', name: 'p', kind: 'person' },
  title: '分类',
  facts,
  hash: 'h',
});
const told = (one: Entry, key: string) => {
  const { own, beside } = saidIn(one, key);
  const line = ({ fact: of, times }: (typeof own)[number]) => `${of.title} ${times}`;
  return { own: own.map(line), beside: beside.map(line) };
};

describe('what an entry of the journal says', () => {
  it('is what changed on the record, before what was noted elsewhere', () => {
    const one = entry(
      fact('case', '分类', 'class'),
      fact('case', '开始计时'),
      fact('line', '登入追踪表', 'stage'),
    );
    expect(told(one, 'case')).toEqual({ own: ['分类 1'], beside: ['开始计时 1', '登入追踪表 1'] });
  });

  it('is its first fact where none is of the record', () => {
    const one = entry(fact('case', '开始计时'), fact('case', '发出通知'));
    expect(told(one, 'other')).toEqual({ own: ['开始计时 1'], beside: ['发出通知 1'] });
  });

  it('says once, with how often, what it says in the same words', () => {
    const notice = () => fact('case', '发出通知');
    const one = entry(fact('case', '分类', 'class'), notice(), notice(), notice());
    expect(told(one, 'case').beside).toEqual(['发出通知 3']);
  });

  it('has nothing beside where nothing was noted', () => {
    expect(told(entry(fact('case', '分类', 'class')), 'case').beside).toEqual([]);
    expect(told(entry(), 'case')).toEqual({ own: [], beside: [] });
  });
});
