import { Popover, Skeleton } from 'antd';
import { useContext, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { articleLabel, RuleBookContext, useRule } from './rules';
import './citation.css';

type ArticleCitationProps = {
  rule: string;
  pack?: string;
  /** The rule before it is of the same article, which is not said again. */
  isFollowing?: boolean;
};

function RuleCard({ rule, pack }: Pick<ArticleCitationProps, 'rule' | 'pack'>) {
  const { t } = useTranslation();
  const found = useRule(rule, pack, true);
  if (found.isPending) return <Skeleton active title={false} paragraph={{ rows: 2, width: 240 }} />;
  return (
    <div className="rule-card">
      {found.article && (
        <p className="rule-card-head">
          {articleLabel(t, found.article.number)} {found.article.heading}
        </p>
      )}
      <blockquote className="clause-voice">{found.text ?? t('clause.unknown')}</blockquote>
      {found.pack && (
        <Link to={`/packs/${found.pack}#${rule}`}>{t('clause.read_in_pack', { rule })}</Link>
      )}
    </div>
  );
}

/** 依据. The clause that something rests on; its words are one click or one key away. */
export function ArticleCitation({ rule, pack, isFollowing = false }: ArticleCitationProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const found = useRule(rule, pack, false);
  return (
    <Popover
      trigger="click"
      open={open}
      onOpenChange={setOpen}
      destroyOnHidden
      content={<RuleCard rule={rule} pack={pack} />}
    >
      <button
        type="button"
        className="citation"
        aria-expanded={open}
        onClick={(event) => event.stopPropagation()}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && open) {
            event.stopPropagation();
            setOpen(false);
          }
        }}
      >
        {found.article && !isFollowing && (
          <span className="citation-article">{articleLabel(t, found.article.number, true)}</span>
        )}
        {rule}
        <span className="unseen">{t('clause.show')}</span>
      </button>
    </Popover>
  );
}

export function Citations({ rules, pack }: { rules: string[]; pack?: string }) {
  const book = useContext(RuleBookContext);
  if (rules.length === 0) return null;
  const articleOf = (rule: string | undefined) => rule && book?.rules[rule]?.article;
  const distinct = [...new Set(rules)];
  return (
    <span className="citations">
      {distinct.map((rule, at) => (
        <ArticleCitation
          key={rule}
          rule={rule}
          pack={pack}
          isFollowing={at > 0 && articleOf(rule) === articleOf(distinct[at - 1])}
        />
      ))}
    </span>
  );
}
