import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useBeginnings } from '../../api/commands';
import { useMe } from '../../api/session';
import { Empty, PageHead, Panel, SkeletonRows, useTitle } from '../../ui/Parts';
import { RefusalNotice } from '../../ui/RefusalNotice';
import './intake.css';

/** 登记. The records that this person may begin, by regulation. */
export function BeginPage() {
  const { t } = useTranslation();
  useTitle(t('nav.new'));
  const me = useMe().data;
  const beginnings = useBeginnings();
  const offered = (beginnings.data ?? []).filter((action) => action.allowed);
  const packs = [...new Set(offered.map((action) => action.pack))];
  const titleOf = (id: string) =>
    me?.packs.find((pack) => pack.id === id)?.title ?? t('pack.company');
  return (
    <div className="page">
      <PageHead title={t('nav.new')} sub={t('intake.choose')} />
      {beginnings.error && (
        <RefusalNotice error={beginnings.error} onRetry={() => void beginnings.refetch()} />
      )}
      {beginnings.isPending && <SkeletonRows />}
      {beginnings.data && offered.length === 0 && <Empty title={t('intake.none')} />}
      <div className="stack">
        {packs.map((pack) => (
          <Panel key={pack} title={titleOf(pack)}>
            <ul className="begin-grid">
              {offered
                .filter((action) => action.pack === pack)
                .map((action) => (
                  <li key={action.command}>
                    <Link to={`/new/${action.pack}/${action.command}`} className="begin-card">
                      <strong>{action.title}</strong>
                      <span className="faint clause-voice">{action.rules.join(' · ')}</span>
                    </Link>
                  </li>
                ))}
            </ul>
          </Panel>
        ))}
      </div>
    </div>
  );
}
