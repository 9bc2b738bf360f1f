import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { byPack, useOffered } from '../../ui/beginnings';
import { Empty, PageHead, Panel, SkeletonRows, useTitle } from '../../ui/Parts';
import { RefusalNotice } from '../../ui/RefusalNotice';
import './intake.css';

/** 登记. The records that this person may begin, by regulation. */
export function BeginPage() {
  const { t } = useTranslation();
  useTitle(t('nav.new'));
  const { beginnings, offered } = useOffered();
  return (
    <div className="page">
      <PageHead title={t('nav.new')} sub={t('intake.choose')}>
        <Link to="/import">
          <Button>{t('import.title')}</Button>
        </Link>
      </PageHead>
      {beginnings.error && (
        <RefusalNotice error={beginnings.error} onRetry={() => void beginnings.refetch()} />
      )}
      {beginnings.isPending && <SkeletonRows />}
      {beginnings.data && offered.length === 0 && <Empty title={t('intake.none')} />}
      <div className="stack">
        {byPack(offered).map(({ title, items }) => (
          <Panel key={title} title={title}>
            <ul className="begin-grid">
              {items.map(({ key, action }) => (
                <li key={key}>
                  <Link to={`/new/${key}`} className="begin-card">
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
