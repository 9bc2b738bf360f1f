import { PrinterOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { monthBefore, useClauseUses } from '../../api/clauseUse';
import { DateControl } from '../../ui/form/DateControl';
import { Empty, PageHead, Panel, SkeletonRows, useTitle } from '../../ui/Parts';
import { RefusalNotice } from '../../ui/RefusalNotice';
import { UseActs } from './UseActs';
import { UseFilter } from './UseFilter';
import { UseTable } from './UseTable';
import { useKeeper } from './useKeeper';
import { usePrintHeader } from './usePrintHeader';
import { usesOfKind } from './uses';
import './packs.css';

/** 条款使用. Which clauses of a regulation decided how often in a period, and which never. */
export function UsePage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const [params, setParams] = useSearchParams();
  const { isKeeper, today } = useKeeper();
  const last = monthBefore(today);
  const days = { from: params.get('from') ?? last.from, to: params.get('to') ?? last.to };
  const kind = params.get('kind');
  const rule = params.get('rule') ?? '';
  const found = useClauseUses(id, days, isKeeper, rule);
  const uses = found.data;
  const change = (next: Record<string, string | null | undefined>) => {
    const changed = new URLSearchParams(params);
    for (const [name, value] of Object.entries(next)) {
      if (value) changed.set(name, value);
      else changed.delete(name);
    }
    setParams(changed, { replace: true });
  };
  useTitle(uses && `${uses.title} · ${t('use.title')}`);
  usePrintHeader(uses?.title, t('use.period', days));
  return (
    <div className="page">
      <PageHead
        title={t('use.title')}
        sub={uses && `${uses.title} · ${t('pack.version', { version: uses.version })}`}
      >
        <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
          {t('forms.print_page')}
        </Button>
      </PageHead>
      <div className="use-period no-print">
        <DateControl
          id="use-from"
          kind="date"
          label={t('dryrun.from')}
          value={days.from}
          onChange={(from) => change({ from })}
        />
        <span aria-hidden>–</span>
        <DateControl
          id="use-to"
          kind="date"
          label={t('dryrun.to')}
          value={days.to}
          onChange={(to) => change({ to })}
        />
      </div>
      <p className="print-only">{t('use.period', days)}</p>
      {!isKeeper && <Empty title={t('use.keepers_only')} />}
      {found.error && <RefusalNotice error={found.error} onRetry={() => void found.refetch()} />}
      {isKeeper && found.isPending && <SkeletonRows rows={12} />}
      {uses && (
        <div className="stack">
          <UseFilter
            uses={uses.items}
            chosen={kind}
            onChoose={(chosen) => change({ kind: chosen })}
          />
          <p className="faint">{t('use.help')}</p>
          {rule && uses.acts && (
            <UseActs rule={rule} kind={kind} uses={uses} onClose={() => change({ rule: null })} />
          )}
          <Panel title={t('use.clauses')} flush>
            <UseTable
              pack={id}
              uses={usesOfKind(uses.items, kind)}
              onOpen={(opened) => change({ rule: opened })}
            />
          </Panel>
        </div>
      )}
    </div>
  );
}
