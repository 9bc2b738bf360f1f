import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useDryRun } from '../../api/dryRuns';
import { PageHead, SkeletonRows, useTitle } from '../../ui/Parts';
import { RefusalNotice } from '../../ui/RefusalNotice';
import { AskedFor } from './AskedFor';
import { Begin } from './Begin';
import { Report } from './Report';
import { Running } from './Running';
import './dryrun.css';

/** 试算. A draft of a regulation, played on what the company has done. */
export function DryRunPage() {
  const { t } = useTranslation();
  useTitle(t('dryrun.title'));
  const [params, setParams] = useSearchParams();
  const id = params.get('run');
  const effect = params.get('effect');
  const skip = Number(params.get('skip') ?? 0);
  const found = useDryRun(id, effect, skip);
  const run = found.data;
  const show = (next: { effect?: string; skip?: number }) =>
    setParams(
      {
        run: id ?? '',
        ...(next.effect && { effect: next.effect }),
        ...(next.skip && { skip: String(next.skip) }),
      },
      { replace: true },
    );
  return (
    <div className="page">
      <PageHead title={t('dryrun.title')} sub={t('dryrun.sub')} />
      {id === null && (
        <Begin draft={params.get('draft')} onBegun={(begun) => setParams({ run: begun })} />
      )}
      {found.error && <RefusalNotice error={found.error} onRetry={() => setParams({})} />}
      {id !== null && found.isPending && <SkeletonRows rows={8} />}
      {run && (
        <div className="stack" aria-busy={found.isPlaceholderData}>
          <AskedFor run={run} onAgain={() => setParams({ draft: run.folder })} />
          {(run.state === 'waiting' || run.state === 'running') && <Running run={run} />}
          {run.report && (
            <Report
              run={run}
              report={run.report}
              effect={effect ?? undefined}
              skip={skip}
              onShow={show}
            />
          )}
        </div>
      )}
    </div>
  );
}
