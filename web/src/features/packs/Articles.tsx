import { Input } from 'antd';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useSearchParams } from 'react-router';
import type { PackRule, PackView } from '../../api/types';
import { Empty } from '../../ui/Parts';
import { namesOf, valueText } from '../../ui/parameter';
import { articleLabel } from '../../ui/rules';
import { findArticles } from './search';

function Marked({ text, words }: { text: string; words: string }) {
  const wanted = words.trim();
  const at = wanted ? text.toLowerCase().indexOf(wanted.toLowerCase()) : -1;
  if (at < 0) return text;
  return (
    <>
      {text.slice(0, at)}
      <mark>{text.slice(at, at + wanted.length)}</mark>
      {text.slice(at + wanted.length)}
    </>
  );
}

function Line({ title, items }: { title: string; items: { key: string; text: string }[] }) {
  if (items.length === 0) return null;
  return (
    <div className="rule-line">
      <dt>{title}</dt>
      <dd className="row-wrap">
        {items.map((item) => (
          <span className="chip" key={item.key}>
            {item.text}
          </span>
        ))}
      </dd>
    </div>
  );
}

type RuleItemProps = {
  rule: PackRule;
  pack: PackView;
  names: ReadonlyMap<string, string>;
  words: string;
  isAnchored: boolean;
};

function RuleItem({ rule, pack, names, words, isAnchored }: RuleItemProps) {
  const { t } = useTranslation();
  const parameters = rule.parameters.flatMap((name) => {
    const found = pack.parameters.find((one) => one.name === name);
    if (!found) return [];
    return [{ key: name, text: `${found.title} ${valueText(t, found, names)}` }];
  });
  return (
    <section
      id={rule.id}
      className={isAnchored ? 'rule rule-anchored' : 'rule'}
      aria-labelledby={`${rule.id}-id`}
    >
      <Link to={`#${rule.id}`} className="rule-id" id={`${rule.id}-id`}>
        {rule.id}
      </Link>
      <div>
        <p className="rule-text clause-voice">
          <Marked text={rule.text} words={words} />
        </p>
        <dl>
          <Line title={t('pack.parameters')} items={parameters} />
          <Line
            title={t('pack.deadlines')}
            items={rule.deadlines.map((one) => ({ key: one.id, text: one.title }))}
          />
          <Line
            title={t('pack.commands')}
            items={rule.commands.map((one) => ({ key: one.command, text: one.title }))}
          />
          <Line
            title={t('pack.refusals')}
            items={rule.refusals.map((one) => ({ key: one.code, text: one.title }))}
          />
        </dl>
        {rule.examples.map((example) => (
          <details key={example.name} className="example">
            <summary>
              <span className="faint">{t('pack.example')}</span> {example.name}
            </summary>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
            <pre tabIndex={0}>{example.timeline}</pre>
          </details>
        ))}
      </div>
    </section>
  );
}

/** Scrolls to the rule that the address names, once the text is there. */
function useAnchor() {
  const { hash } = useLocation();
  useEffect(() => {
    if (hash.length < 2) return;
    const place = document.getElementById(decodeURIComponent(hash.slice(1)));
    place?.scrollIntoView({ block: 'start' });
  }, [hash]);
  return decodeURIComponent(hash.slice(1));
}

export function Articles({ pack }: { pack: PackView }) {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const words = params.get('q') ?? '';
  const articles = findArticles(pack, words);
  const anchored = useAnchor();
  const names = useMemo(() => namesOf(pack), [pack]);
  return (
    <div className="articles">
      <nav className="contents no-print" aria-label={t('pack.contents')}>
        <Input
          data-page-search
          allowClear
          aria-label={t('pack.search')}
          placeholder={t('pack.search')}
          value={words}
          onChange={(event) =>
            setParams(event.target.value ? { q: event.target.value } : {}, { replace: true })
          }
        />
        <ul>
          {articles.map((article) => (
            <li key={article.id}>
              <Link to={`#article-${article.id}`}>
                <span className="number">{article.number}</span>{' '}
                {article.number !== article.heading && article.heading}
                <span className="faint">{article.rules.length}</span>
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <div className="article-list">
        {articles.length === 0 && <Empty title={t('pack.nothing_found')} />}
        {articles.map((article) => (
          <section key={article.id} id={`article-${article.id}`} className="panel article">
            <h2 className="clause-voice">
              {article.number !== article.heading && articleLabel(t, article.number)}{' '}
              {article.heading}
            </h2>
            {article.rules.map((rule) => (
              <RuleItem
                key={rule.id}
                rule={rule}
                pack={pack}
                names={names}
                words={words}
                isAnchored={rule.id === anchored}
              />
            ))}
          </section>
        ))}
      </div>
    </div>
  );
}
