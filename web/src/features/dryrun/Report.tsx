import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import {
  type DryRun,
  type DryRunDifference,
  type DryRunReport,
  type DryRunSide,
  differencesOnAPage,
} from '../../api/dryRuns';
import { Citations } from '../../ui/ArticleCitation';
import { DataTable, Empty, Panel } from '../../ui/Parts';
import { Totals } from '../../ui/Totals';
import { momentText } from '../../ui/time';

type Shown = { effect?: string; skip?: number };
type ReportProps = {
  run: DryRun;
  report: DryRunReport;
  effect?: string;
  skip: number;
  onShow: (shown: Shown) => void;
};

function Side({ side, pack }: { side: DryRunSide; pack: string }) {
  return (
    <span className="dryrun-side">
      {side.text || '—'} <Citations rules={side.rules ?? []} pack={pack} />
    </span>
  );
}

function Differences({ rows, pack }: { rows: DryRunDifference[]; pack: string }) {
  const { t } = useTranslation();
  return (
    <DataTable
      caption={t('dryrun.differences')}
      rows={rows.map((row, index) => ({ ...row, index }))}
      rowKey={(row) => String(row.index)}
      columns={[
        {
          key: 'at',
          title: t('dryrun.at'),
          width: 140,
          cell: (row) => <span className="number">{momentText(t, row.at)}</span>,
        },
        {
          key: 'case',
          title: t('dryrun.case'),
          cell: (row) => (
            <Link className="number" to={`/cases/${encodeURIComponent(row.record || row.case)}`}>
              {row.number || row.record}
            </Link>
          ),
        },
        {
          key: 'act',
          title: t('dryrun.act'),
          cell: (row) => (
            <span>
              {row.act}
              {row.what && <span className="soft"> · {row.what}</span>}{' '}
              <span className="faint">{row.by}</span>
            </span>
          ),
        },
        {
          key: 'before',
          title: t('dryrun.before'),
          cell: (row) => <Side side={row.before} pack={pack} />,
        },
        {
          key: 'after',
          title: t('dryrun.after'),
          cell: (row) => <Side side={row.after} pack={pack} />,
        },
      ]}
    />
  );
}

function Sums({ report }: { report: DryRunReport }) {
  const { t } = useTranslation();
  return (
    <DataTable
      caption={t('dryrun.sums')}
      rows={report.sums}
      rowKey={(sum) => sum.field}
      columns={[
        { key: 'title', title: t('dryrun.amount'), cell: (sum) => sum.title },
        {
          key: 'before',
          title: t('dryrun.before'),
          end: true,
          cell: (sum) => <span className="number">{sum.before}</span>,
        },
        {
          key: 'after',
          title: t('dryrun.after'),
          end: true,
          cell: (sum) => <span className="number">{sum.after}</span>,
        },
      ]}
    />
  );
}

/** What would have been different: totals, sums, then case by case. */
export function Report({ run, report, effect, skip, onShow }: ReportProps) {
  const { t } = useTranslation();
  const all = effect
    ? (report.effects.find((one) => one.effect === effect)?.differences ?? 0)
    : report.effects.reduce((sum, one) => sum + one.differences, 0);
  const last = Math.min(all, skip + differencesOnAPage);
  return (
    <>
      <div className="tile-row">
        <div className="tile">
          <span className="faint">{t('dryrun.acts')}</span>
          <strong className="number">{report.acts}</strong>
        </div>
        <div className="tile">
          <span className="faint">{t('dryrun.clock_acts')}</span>
          <strong className="number">{report.clock_acts}</strong>
        </div>
        <div className="tile">
          <span className="faint">{t('dryrun.cases')}</span>
          <strong className="number">{report.cases}</strong>
        </div>
        <div className="tile">
          <span className="faint">{t('dryrun.differing_cases')}</span>
          <strong className="number">{report.differing_cases}</strong>
        </div>
      </div>
      {report.left_out > 0 && (
        <p className="soft">{t('dryrun.left_out', { number: report.left_out })}</p>
      )}
      {all === 0 && !effect ? (
        <Empty title={t('dryrun.nothing')} />
      ) : (
        <>
          <Totals
            title={t('dryrun.effects')}
            totals={report.effects.map((one) => ({
              key: one.effect,
              title: one.title,
              count: one.differences,
              text: t('dryrun.count', { differences: one.differences, cases: one.cases }),
            }))}
            chosen={effect}
            onChoose={(chosen) => onShow({ effect: chosen })}
          />
          {report.sums.length > 0 && (
            <Panel title={t('dryrun.sums')} flush>
              <Sums report={report} />
            </Panel>
          )}
          <Panel
            title={t('dryrun.differences')}
            flush
            extra={
              <Button className="no-print" onClick={() => window.print()}>
                {t('forms.print_page')}
              </Button>
            }
          >
            <Differences rows={report.differences} pack={run.pack} />
            {all > differencesOnAPage && (
              <div className="dryrun-pager no-print">
                <Button
                  disabled={skip === 0}
                  onClick={() => onShow({ effect, skip: Math.max(0, skip - differencesOnAPage) })}
                >
                  {t('dryrun.earlier')}
                </Button>
                <span className="number">{t('dryrun.page', { first: skip + 1, last, all })}</span>
                <Button
                  disabled={last >= all}
                  onClick={() => onShow({ effect, skip: skip + differencesOnAPage })}
                >
                  {t('dryrun.later')}
                </Button>
              </div>
            )}
          </Panel>
        </>
      )}
    </>
  );
}
