import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { usePacks } from '../../api/packs';
import { Empty, PageHead, SkeletonRows, useTitle } from '../../ui/Parts';
import { RefusalNotice } from '../../ui/RefusalNotice';
import { Drafts } from './Drafts';
import './packs.css';

/** 制度. The regulations that are in force here. */
export function PacksPage() {
  const { t } = useTranslation();
  useTitle(t('nav.packs'));
  const packs = usePacks();
  return (
    <div className="page">
      <PageHead title={t('nav.packs')} sub={t('pack.sub')} />
      {packs.error && <RefusalNotice error={packs.error} onRetry={() => void packs.refetch()} />}
      {packs.isPending && <SkeletonRows />}
      {packs.data?.length === 0 && <Empty title={t('pack.none')} />}
      <ul className="pack-cards">
        {packs.data?.map((pack) => (
          <li key={pack.id} className="panel pack-card">
            <h2 className="clause-voice">
              <Link to={`/packs/${pack.id}`}>{pack.title}</Link>
            </h2>
            <p className="soft">{pack.summary}</p>
            <p className="faint">
              {t('pack.version', { version: pack.version })} ·{' '}
              {t('pack.since', { date: pack.effective_from })}
            </p>
          </li>
        ))}
      </ul>
      <Drafts />
    </div>
  );
}
