import { describe, expect, it } from 'vitest';
import { type ClauseUse, monthBefore } from '../../api/clauseUse';
import { isOfKind, useKinds } from './uses';

const use = (some: Partial<ClauseUse>): ClauseUse => ({
  rule: 'R-1',
  article: '1',
  text: '',
  decides: true,
  decided: 0,
  refused: 0,
  breached: 0,
  overridden: 0,
  ...some,
});
const kindsOf = (one: ClauseUse) => useKinds.filter((kind) => isOfKind(one, kind));

describe('the use of clauses', () => {
  it('is of every kind that it did, and never only where it could have', () => {
    expect(kindsOf(use({ decided: 3, overridden: 1 }))).toEqual(['decided', 'overridden']);
    expect(kindsOf(use({}))).toEqual(['never']);
    expect(kindsOf(use({ decides: false }))).toEqual(['silent']);
    expect(kindsOf(use({ decides: false, refused: 1 }))).toEqual(['refused']);
  });

  it('is of last month, over the turn of the year and in February', () => {
    expect(monthBefore('2026-01-15')).toEqual({ from: '2025-12-01', to: '2025-12-31' });
    expect(monthBefore('2028-03-31')).toEqual({ from: '2028-02-01', to: '2028-02-29' });
  });
});
