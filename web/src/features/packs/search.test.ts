import { describe, expect, it } from 'vitest';
import type { PackView } from '../../api/packs';
import { findArticles } from './search';

const rule = (id: string, text: string) => ({
  id,
  text,
  parameters: [],
  tables: [],
  does: [{ subject: 'deadline', subject_title: '时限', id: 'pickup', title: '接诉', lines: [] }],
  examples: id === 'CPH-20' ? [0] : [],
});
const pack = {
  examples: [{ name: '国庆前一日下班后', timeline: '' }],
  articles: [
    { id: '1', number: '1', heading: '投诉途径', rules: [rule('CPH-1', '电话、网络、现场')] },
    {
      id: '4',
      number: '4',
      heading: '时限',
      rules: [rule('CPH-16', '六十分钟'), rule('CPH-20', '三天')],
    },
  ],
} as unknown as PackView;
const found = (words: string) =>
  findArticles(pack, words).flatMap((article) => article.rules.map((one) => one.id));

describe('searching a regulation', () => {
  it('shows everything when nothing is asked', () => expect(found(' ')).toHaveLength(3));
  it('finds by number, whatever the case of the letters', () =>
    expect(found('cph-20')).toEqual(['CPH-20']));
  it('finds by the words of a clause', () => expect(found('网络')).toEqual(['CPH-1']));
  it('finds a whole article by its heading', () =>
    expect(found('时限')).toEqual(['CPH-16', 'CPH-20']));
  it('finds by the name of an example', () => expect(found('国庆')).toEqual(['CPH-20']));
  it('finds by the name of a deadline', () => expect(found('接诉')).toHaveLength(3));
});
