import type { TFunction } from 'i18next';
import { createContext, useContext } from 'react';
import { usePack } from '../api/packs';
import type { ArticleHead, RuleText } from '../api/types';

export type RuleBook = {
  pack: string;
  rules: Record<string, RuleText>;
  articles: Record<string, ArticleHead>;
};

/** The rules that came with what is on the page; others are fetched from the pack when asked for. */
export const RuleBookContext = createContext<RuleBook | undefined>(undefined);

/** Out of a book that serves several records at once, what one of them cites, under its own pack. */
export function bookOf(pack: string, cited: string[], book: Omit<RuleBook, 'pack'>): RuleBook {
  const rules: RuleBook['rules'] = {};
  for (const id of cited) {
    const rule = book.rules[id];
    if (rule) rules[id] = rule;
  }
  return { pack, rules, articles: book.articles };
}

/** Numbered articles are called by number, the others by what they are called in print. */
export function articleLabel(t: TFunction, number: string, isShort = false): string {
  if (!/^[\d.]+$/.test(number)) return number;
  return t(isShort ? 'clause.article_short' : 'clause.article', { number });
}

export type FoundRule = { text?: string; article?: ArticleHead; pack: string; isPending: boolean };

/** `wanted`: the reader asks for the text now. Without it only what is here already is told. */
export function useRule(id: string, pack: string | undefined, wanted: boolean): FoundRule {
  const book = useContext(RuleBookContext);
  const here = book && (!pack || pack === book.pack) ? book.rules[id] : undefined;
  const packId = pack ?? book?.pack ?? '';
  const view = usePack(packId, wanted && !here);
  if (here && book) {
    return {
      text: here.text,
      article: book.articles[here.article],
      pack: packId,
      isPending: false,
    };
  }
  for (const article of view.data?.articles ?? []) {
    const rule = article.rules.find((candidate) => candidate.id === id);
    if (rule) return { text: rule.text, article, pack: packId, isPending: false };
  }
  return { pack: packId, isPending: wanted && view.isPending && packId !== '' };
}
