import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { PackView } from '../../api/packs';

/** 目录. Where things stand, and the search that leaves only what speaks of something. */
export function Contents({
  articles,
  appendices,
}: {
  articles: PackView['articles'];
  appendices: { id: string; title: string }[];
}) {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const search = (words: string) => {
    const next = new URLSearchParams(params);
    if (words) next.set('q', words);
    else next.delete('q');
    setParams(next, { replace: true });
  };
  return (
    <nav className="contents" aria-label={t('pack.contents')}>
      <h2 className="print-only">{t('pack.contents')}</h2>
      <Input
        className="no-print"
        data-page-search
        allowClear
        aria-label={t('pack.search')}
        placeholder={t('pack.search')}
        value={params.get('q') ?? ''}
        onChange={(event) => search(event.target.value)}
      />
      <ul>
        {articles.map((article) => (
          <li key={article.id}>
            <Link to={{ hash: `#article-${article.id}`, search: params.toString() }}>
              <span className="number">{article.number}</span>{' '}
              {article.number !== article.heading && article.heading}
              <span className="faint">{article.rules.length}</span>
            </Link>
          </li>
        ))}
        {appendices.map((one) => (
          <li key={one.id}>
            <Link to={{ hash: `#${one.id}`, search: params.toString() }}>{one.title}</Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
