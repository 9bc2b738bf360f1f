import { InfoCircleOutlined } from '@ant-design/icons';
import { useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { RuleText } from '../api/types';
import { ArticleCitation } from './ArticleCitation';
import { RuleBookContext } from './rules';

/** What the cited rules leave to the company, each once, with the first rule that does. */
export function defaultsOf(rules: Record<string, RuleText>): { title: string; rule: string }[] {
  const found = new Map<string, string>();
  for (const rule of Object.values(rules)) {
    for (const title of rule.defaults ?? []) {
      if (!found.has(title)) found.set(title, rule.id);
    }
  }
  return [...found].map(([title, rule]) => ({ title, rule }));
}

/** The regulation leaves these values open: what counts is the one that came with the program. */
export function Defaults() {
  const { t } = useTranslation();
  const book = useContext(RuleBookContext);
  const found = book ? defaultsOf(book.rules) : [];
  if (!book || found.length === 0) return null;
  return (
    <details className="defaults">
      <summary>
        <InfoCircleOutlined aria-hidden /> {t('defaults.title', { number: found.length })}
      </summary>
      <ul>
        {found.map(({ title, rule }) => (
          <li key={title}>
            {title} <ArticleCitation rule={rule} pack={book.pack} />
          </li>
        ))}
      </ul>
      <Link to={`/packs/${book.pack}?part=parameters`}>{t('defaults.where')}</Link>
    </details>
  );
}
