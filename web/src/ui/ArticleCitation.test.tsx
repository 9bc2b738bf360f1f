import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { show } from '../test/page';
import { Citations } from './ArticleCitation';
import { RuleBookContext } from './rules';

const rule = (id: string, article: string) => ({ id, text: `${id}.`, article });
const head = (id: string, number: string) => ({ id, number, heading: id });
const book = {
  pack: 'p',
  rules: { 'R-1': rule('R-1', 'a'), 'R-2': rule('R-2', 'a'), 'R-3': rule('R-3', 'b') },
  articles: { a: head('a', '3'), b: head('b', '4') },
};

describe('citations in a row', () => {
  it('say the article once for rules of the same one', () => {
    show(
      <RuleBookContext.Provider value={book}>
        <Citations rules={['R-1', 'R-2', 'R-2', 'R-3']} pack="p" />
      </RuleBookContext.Provider>,
    );
    const said = screen.getAllByRole('button').map((one) => one.textContent);
    expect(said).toEqual(['第3条R-1查看条文', 'R-2查看条文', '第4条R-3查看条文']);
  });
});
