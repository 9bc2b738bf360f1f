import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClauseUse } from '../../api/clauseUse';
import type { PackView } from '../../api/packs';
import { Empty } from '../../ui/Parts';
import { namesOf } from '../../ui/parameter';
import { articleLabel } from '../../ui/rules';
import { Findings } from './Findings';
import { RuleItem } from './RuleItem';

type ArticlesProps = {
  pack: PackView;
  articles: PackView['articles'];
  words: string;
  anchored: string;
  uses: ReadonlyMap<string, ClauseUse>;
};

export function Articles({ pack, articles, words, anchored, uses }: ArticlesProps) {
  const { t } = useTranslation();
  const names = useMemo(() => namesOf(pack), [pack]);
  if (articles.length === 0) return <Empty title={t('pack.nothing_found')} />;
  return articles.map((article) => (
    <section key={article.id} id={`article-${article.id}`} className="panel article">
      <h2 className="clause-voice">
        {article.number !== article.heading && articleLabel(t, article.number)} {article.heading}
      </h2>
      <Findings
        findings={pack.findings.filter((finding) => finding.clauses.includes(article.number))}
      />
      {article.rules.map((rule) => (
        <RuleItem
          key={rule.id}
          rule={rule}
          pack={pack}
          names={names}
          words={words}
          isAnchored={rule.id === anchored}
          use={uses.get(rule.id)}
        />
      ))}
    </section>
  ));
}
