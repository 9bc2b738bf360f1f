import { PrinterOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useParams, useSearchParams } from 'react-router';
import { monthBefore, useClauseUses } from '../../api/clauseUse';
import { type PackView, usePack } from '../../api/packs';
import { PageHead, SkeletonRows, useTitle } from '../../ui/Parts';
import { RefusalNotice } from '../../ui/RefusalNotice';
import { Articles } from './Articles';
import { Contents } from './Contents';
import { Findings } from './Findings';
import { Codes, Flows, Parameters, Roles } from './PackParts';
import { findArticles } from './search';
import { TableView } from './TableView';
import { useKeeper } from './useKeeper';
import { usePrintHeader } from './usePrintHeader';
import { Versions } from './Versions';
import './packs.css';

/** Scrolls to what the address names, once it is there: a rule, an article, an appendix. */
function useAnchor() {
  const { hash } = useLocation();
  const [params] = useSearchParams();
  const part = params.get('part');
  const anchor = decodeURIComponent(hash.slice(1)) || (part ? `part-${part}` : '');
  useEffect(() => {
    if (anchor) document.getElementById(anchor)?.scrollIntoView({ block: 'start' });
  }, [anchor]);
  return anchor;
}

/** What stands behind the clauses; what is empty is left out. */
function appendicesOf(pack: PackView) {
  const rules = new Set(pack.articles.flatMap((one) => one.rules.map((rule) => rule.id)));
  const homeless = pack.tables.filter((table) => !rules.has(table.rules[0] ?? ''));
  const general = pack.findings.filter((one) => one.clauses.length === 0);
  return [
    { id: 'findings', isThere: general.length > 0, body: <Findings findings={general} /> },
    {
      id: 'tables',
      isThere: homeless.length > 0,
      body: homeless.map((table) => <TableView key={table.id} table={table} pack={pack} />),
    },
    {
      id: 'parameters',
      isThere: pack.parameters.length > 0,
      body: <Parameters pack={pack} />,
    },
    { id: 'flows', isThere: true, body: <Flows pack={pack} /> },
    { id: 'codes', isThere: pack.codes.length > 0, body: <Codes pack={pack} /> },
    { id: 'roles', isThere: pack.roles.length > 0, body: <Roles pack={pack} /> },
  ].filter((one) => one.isThere);
}

/** How often each clause decided last month, for who keeps the version in force. */
function useLastMonth(pack: PackView) {
  const { isKeeper, today } = useKeeper();
  const isInForce = pack.versions.some((one) => one.in_force && one.version === pack.version);
  const found = useClauseUses(pack.id, monthBefore(today), isKeeper && isInForce);
  return useMemo(
    () => new Map((found.data?.items ?? []).map((use) => [use.rule, use])),
    [found.data],
  );
}

function Document({ pack }: { pack: PackView }) {
  const { t } = useTranslation();
  const uses = useLastMonth(pack);
  const [params] = useSearchParams();
  const words = params.get('q') ?? '';
  const articles = findArticles(pack, words);
  const anchored = useAnchor();
  const appendices = words.trim() ? [] : appendicesOf(pack);
  return (
    <div className="articles">
      <Contents
        articles={articles}
        appendices={[
          ...appendices.map((one) => ({ id: `part-${one.id}`, title: t(`pack.${one.id}`) })),
          { id: 'part-versions', title: t('pack.versions') },
        ]}
      />
      <div className="article-list">
        <Articles pack={pack} articles={articles} words={words} anchored={anchored} uses={uses} />
        {appendices.map((one) => (
          <section key={one.id} id={`part-${one.id}`} className="appendix">
            <h2>{t(`pack.${one.id}`)}</h2>
            {one.body}
          </section>
        ))}
        <section id="part-versions" className="appendix">
          <h2>{t('pack.versions')}</h2>
          <Versions pack={pack} />
        </section>
      </div>
    </div>
  );
}

/** 制度阅读. The regulation as one document: every clause with what it does in the system. */
export function PackPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const [params] = useSearchParams();
  const { isKeeper } = useKeeper();
  const found = usePack(id, true, params.get('version') ?? undefined);
  const pack = found.data;
  useTitle(pack?.title);
  const edition = pack
    ? `${t('pack.version', { version: pack.version })} · ${t('pack.since', { date: pack.effective_from })}`
    : '';
  usePrintHeader(pack?.title, edition);
  return (
    <div className="page pack-page">
      <PageHead
        title={<span className="clause-voice">{pack?.title ?? t('nav.packs')}</span>}
        sub={
          pack && (
            <>
              {pack.summary}
              <span className="edition">{edition}</span>
            </>
          )
        }
      >
        {isKeeper && <Link to={`/packs/${id}/use`}>{t('use.title')}</Link>}
        <Link to={`/packs/${id}/difference`}>{t('pack.compare')}</Link>
        <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
          {t('forms.print_page')}
        </Button>
      </PageHead>
      {found.error && <RefusalNotice error={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <SkeletonRows rows={12} />}
      {pack && <Document pack={pack} />}
    </div>
  );
}
