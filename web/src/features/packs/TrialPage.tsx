import { PrinterOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import { useCase } from '../../api/cases';
import { type TrialReport, useTrialReport } from '../../api/clauseUse';
import { useBeginDryRun, useDryRun } from '../../api/dryRuns';
import { Empty, PageHead, Panel, SkeletonRows, useTitle } from '../../ui/Parts';
import { RefusalNotice } from '../../ui/RefusalNotice';
import { Actions } from '../../ui/record/Actions';
import { UseFilter } from './UseFilter';
import { UseTable } from './UseTable';
import { usePrintHeader } from './usePrintHeader';
import { usesOfKind } from './uses';
import './packs.css';
import '../../ui/record/record.css';

/** What the version before would have done with the time of the trial. */
function Before({ report }: { report: TrialReport }) {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const id = params.get('run');
  const begin = useBeginDryRun((run) => setParams({ run }, { replace: true }));
  const found = useDryRun(id, null, 0);
  const run = found.data;
  const played = run?.report;
  if (!report.previous) return <p>{t('trial.no_version_before')}</p>;
  const isUnderWay = run?.state === 'waiting' || run?.state === 'running';
  return (
    <>
      <p className="soft">{t('trial.before_help', { version: report.previous })}</p>
      {!played && (
        <Button
          className="no-print"
          loading={begin.isPending || isUnderWay}
          onClick={() =>
            begin.mutate({
              pack: report.pack,
              version: report.previous ?? '',
              from: report.from,
              to: report.to,
            })
          }
        >
          {t('trial.play')}
        </Button>
      )}
      {isUnderWay && <p className="faint number">{t('dryrun.progress', run)}</p>}
      {(begin.error ?? found.error) && <RefusalNotice error={begin.error ?? found.error} />}
      {run?.state === 'failed' && <p role="alert">{t('dryrun.failed')}</p>}
      {played && played.effects.length === 0 && <p>{t('trial.alike')}</p>}
      {played && (
        <ul className="trial-effects">
          {played.effects.map((one) => (
            <li key={one.effect}>
              <span>{one.title}</span>{' '}
              <span className="number">
                {t('dryrun.count', { differences: one.differences, cases: one.cases })}
              </span>
            </li>
          ))}
          {played.sums.map((one) => (
            <li key={one.field}>
              <span>{one.title}</span>{' '}
              <span className="number">
                {one.before} → {one.after}
              </span>
            </li>
          ))}
        </ul>
      )}
      {played && id && (
        <Link className="no-print" to={`/dry-run?run=${id}`}>
          {t('trial.one_by_one')}
        </Link>
      )}
    </>
  );
}

/** The decision that is due, by the commands of the version's record. */
function Decision({ report }: { report: TrialReport }) {
  const { t } = useTranslation();
  const found = useCase(report.edition);
  return (
    <Panel title={t('trial.decision')}>
      <p>{t(report.returns ? 'trial.returns' : 'trial.stays', { date: report.until })}</p>
      <div className="no-print">
        {found.data && <Actions key={found.data.version} record={found.data} />}
      </div>
      <p className="print-only trial-signature">{t('trial.signature')}</p>
    </Panel>
  );
}

function Tiles({ report }: { report: TrialReport }) {
  const { t } = useTranslation();
  const tiles = [
    { key: 'days_so_far', text: t('trial.days', { number: report.days_so_far }) },
    {
      key: 'days_left',
      text: report.running ? t('trial.days', { number: report.days_left }) : t('trial.over'),
    },
    { key: 'cases_begun', text: String(report.cases_begun) },
  ];
  return (
    <div className="tile-row">
      {tiles.map((one) => (
        <div className="tile" key={one.key}>
          <span className="faint">{t(`trial.${one.key}`)}</span>
          <strong className="number">{one.text}</strong>
        </div>
      ))}
    </div>
  );
}

/** 试行报告. What a version on trial has done, and the decision that is due. */
export function TrialPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const [params, setParams] = useSearchParams();
  const kind = params.get('kind');
  const found = useTrialReport(id);
  const report = found.data;
  const edition = report
    ? `${t('pack.version', { version: report.version })} · ${t('dryrun.period', report)}`
    : '';
  useTitle(report && `${t('trial.title')} · ${report.title}`);
  usePrintHeader(report && `${t('trial.title')} · ${report.title}`, edition);
  const choose = (chosen: string | null) => {
    const changed = new URLSearchParams(params);
    if (chosen) changed.set('kind', chosen);
    else changed.delete('kind');
    setParams(changed, { replace: true });
  };
  return (
    <div className="page">
      <PageHead
        title={t('trial.title')}
        sub={
          report && (
            <>
              <Link className="clause-voice" to={`/cases/${encodeURIComponent(report.edition)}`}>
                {report.title}
              </Link>
              <span className="edition">
                {edition} · {t('trial.until', { date: report.until })}
              </span>
            </>
          )
        }
      >
        <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
          {t('forms.print_page')}
        </Button>
      </PageHead>
      {found.error && (
        <Empty title={t('trial.none')}>
          <p className="soft">{t('trial.none_help')}</p>
        </Empty>
      )}
      {found.isPending && <SkeletonRows rows={12} />}
      {report && (
        <div className="stack">
          <Tiles report={report} />
          {report.running && <Decision report={report} />}
          <Panel title={t('trial.before')}>
            <Before report={report} />
          </Panel>
          <UseFilter uses={report.items} chosen={kind} onChoose={choose} />
          <Panel title={t('use.clauses')} flush>
            <UseTable pack={report.pack} uses={usesOfKind(report.items, kind)} />
          </Panel>
        </div>
      )}
    </div>
  );
}
