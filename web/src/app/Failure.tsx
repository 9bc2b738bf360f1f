import { useTranslation } from 'react-i18next';
import { Link, useRouteError } from 'react-router';
import { Empty, useTitle } from '../ui/Parts';
import { RefusalNotice } from '../ui/RefusalNotice';

export function NotFound() {
  const { t } = useTranslation();
  useTitle(t('state.not_found'));
  return (
    <div className="page">
      <h1 className="unseen">{t('state.not_found')}</h1>
      <Empty title={t('state.not_found')}>
        <Link to="/">{t('nav.desk')}</Link>
      </Empty>
    </div>
  );
}

/** A page that broke: say so, keep the way home. */
export function Failure() {
  const error = useRouteError();
  const { t } = useTranslation();
  return (
    <main className="page stack">
      <h1>{t('state.broken')}</h1>
      <RefusalNotice error={error} onRetry={() => window.location.reload()} />
    </main>
  );
}
