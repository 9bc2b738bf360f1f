import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { usePack } from '../../api/lookups';
import type { PackView } from '../../api/types';
import { PageHead, SkeletonRows, useTitle } from '../../ui/Parts';
import { RefusalNotice } from '../../ui/RefusalNotice';
import { Articles } from './Articles';
import { Codes, Flows, Parameters, Roles, Tables } from './PackParts';
import './packs.css';

const parts = ['articles', 'parameters', 'tables', 'flows', 'codes', 'roles'] as const;
type Part = (typeof parts)[number];

function PartView({ part, pack }: { part: Part; pack: PackView }) {
  switch (part) {
    case 'parameters':
      return <Parameters pack={pack} />;
    case 'tables':
      return <Tables pack={pack} />;
    case 'flows':
      return <Flows pack={pack} />;
    case 'codes':
      return <Codes pack={pack} />;
    case 'roles':
      return <Roles pack={pack} />;
    default:
      return <Articles pack={pack} />;
  }
}

/** 制度阅读. Every clause with the rules it carries and what they do in the system. */
export function PackPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const [params, setParams] = useSearchParams();
  const found = usePack(id);
  const pack = found.data;
  useTitle(pack?.title);
  const part = parts.find((one) => one === params.get('part')) ?? 'articles';
  return (
    <div className="page pack-page">
      <PageHead
        title={<span className="clause-voice">{pack?.title ?? t('nav.packs')}</span>}
        sub={pack?.summary}
      >
        {pack && (
          <span className="faint">
            {t('pack.version', { version: pack.version })} ·{' '}
            {t('pack.since', { date: pack.effective_from })}
          </span>
        )}
      </PageHead>
      {found.error && <RefusalNotice error={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <SkeletonRows rows={12} />}
      {pack && (
        <>
          <nav className="pack-parts no-print" aria-label={t('pack.parts')}>
            {parts.map((one) => (
              <button
                type="button"
                key={one}
                className="plain-button pack-part"
                aria-current={one === part ? 'page' : undefined}
                onClick={() => setParams(one === 'articles' ? {} : { part: one })}
              >
                {t(`pack.${one}`)}
              </button>
            ))}
          </nav>
          <PartView part={part} pack={pack} />
        </>
      )}
    </div>
  );
}
