import { describe, expect, it } from 'vitest';
import type { Entry } from '../../api/types';
import { writtenIn } from './Opinions';

/** An entry that writes `fields` of the record `on`. */
function entry(seq: number, on: string, ...fields: string[]): Entry {
  const changes = fields.map((name) => ({ name, title: name, display: String(seq) }));
  return {
    seq,
    at: `2026-09-0${seq}T10:00:00+08:00`,
    by: { key: 'p', name: 'p', kind: 'person' },
    title: 't',
    facts: [{ fact: 'written', on, title: 't', changes, rules: [], articles: [] }],
    hash: String(seq),
  };
}

const entries = [
  entry(1, 'case', 'quality', 'sales'),
  entry(2, 'case', 'quality'),
  entry(3, 'note', 'quality'),
];

describe('the entry of an opinion', () => {
  it('is the last that wrote the field', () => {
    expect(writtenIn(entries, 'case', 'quality')?.seq).toBe(2);
    expect(writtenIn(entries, 'case', 'sales')?.seq).toBe(1);
  });

  it('is of this record, not of another that has such a field', () => {
    expect(writtenIn(entries.slice(2), 'case', 'quality')).toBeUndefined();
  });

  it('is none where the field was never written', () => {
    expect(writtenIn(entries, 'case', 'works')).toBeUndefined();
  });
});
