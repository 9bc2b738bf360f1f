import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { RuleText } from '../api/types';
import { show } from '../test/page';
import { Defaults, defaultsOf } from './Defaults';
import { bookOf, RuleBookContext } from './rules';

const rule = (id: string, defaults?: string[]): RuleText => ({
  id,
  text: `${id}.`,
  article: 'a',
  defaults,
});
const rules = {
  'A-1': rule('A-1', ['上限', '比率']),
  'A-2': rule('A-2'),
  'A-3': rule('A-3', ['比率', '天数']),
  'A-4': rule('A-4', []),
};

describe('what the regulation leaves to the company', () => {
  it('is named once, with the first rule that leaves it open', () => {
    expect(defaultsOf(rules)).toEqual([
      { title: '上限', rule: 'A-1' },
      { title: '比率', rule: 'A-1' },
      { title: '天数', rule: 'A-3' },
    ]);
  });

  it('is nothing where every value is stated', () => {
    expect(defaultsOf({ 'A-2': rule('A-2'), 'A-4': rule('A-4', []) })).toEqual([]);
  });

  it('is that of the rules which the record cites, under the pack of the record', () => {
    const book = bookOf('one', ['A-3', 'A-3', 'X-9'], { rules, articles: {} });
    expect(book.pack).toBe('one');
    expect(defaultsOf(book.rules).map(({ title }) => title)).toEqual(['比率', '天数']);
  });
});

const shown = (cited: string[]) =>
  show(
    <RuleBookContext.Provider value={bookOf('one', cited, { rules, articles: {} })}>
      <Defaults />
    </RuleBookContext.Provider>,
  );

describe('the notice of defaults', () => {
  it('counts them and leads to the parameters of the pack', () => {
    shown(['A-1']);
    expect(screen.getByText(/此处有 2 项制度未定/)).toBeInTheDocument();
    expect(screen.getByText('查看参数')).toHaveAttribute('href', '/packs/one?part=parameters');
  });

  it('is not there when nothing is left open', () => {
    const { container } = shown(['A-2']);
    expect(container).toBeEmptyDOMElement();
  });
});
