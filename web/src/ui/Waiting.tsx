import { useTranslation } from 'react-i18next';
import { SkeletonRows } from './Parts';
import { RefusalNotice } from './RefusalNotice';

type Answer = { error: Error | null; refetch: () => unknown };

/** A page whose one answer has not come: what went wrong and another try, else where rows will be. */
export function Waiting({ answer, rows = 10 }: { answer: Answer; rows?: number }) {
  const { t } = useTranslation();
  return (
    <div className="page">
      <h1 className="unseen">{t(answer.error ? 'state.not_found' : 'state.loading')}</h1>
      {answer.error ? (
        <RefusalNotice error={answer.error} onRetry={() => void answer.refetch()} />
      ) : (
        <SkeletonRows rows={rows} />
      )}
    </div>
  );
}
