import type { PackView } from '../../api/packs';

/** The articles with the rules that speak of `words`; all of them where nothing is asked. */
export function findArticles(pack: PackView, words: string): PackView['articles'] {
  const wanted = words.trim().toLowerCase();
  if (wanted === '') return pack.articles;
  const has = (text: string) => text.toLowerCase().includes(wanted);
  return pack.articles
    .map((article) => ({
      ...article,
      rules: has(article.heading)
        ? article.rules
        : article.rules.filter(
            (rule) =>
              has(rule.id) ||
              has(rule.text) ||
              rule.does.some((one) => has(one.title) || has(one.id)) ||
              rule.examples.some((place) => has(pack.examples[place]?.name ?? '')),
          ),
    }))
    .filter((article) => article.rules.length > 0);
}
