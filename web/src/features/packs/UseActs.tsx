import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { actsOfEach, type ClauseUses, clauseEffects } from '../../api/clauseUse';
import { DataTable, Panel } from '../../ui/Parts';
import { dateTimeText } from '../../ui/time';

type UseActsProps = { rule: string; kind: string | null; uses: ClauseUses; onClose: () => void };

/** What one clause did, act by act, as far as whoever looks may see the cases. */
export function UseActs({ rule, kind, uses, onClose }: UseActsProps) {
  const { t } = useTranslation();
  const place = useRef<HTMLDivElement>(null);
  const effect = clauseEffects.find((one) => one === kind);
  const acts = (uses.acts ?? []).filter((act) => !effect || act.effect === effect);
  useEffect(() => {
    if (rule) place.current?.scrollIntoView?.({ block: 'nearest' });
  }, [rule]);
  return (
    <div ref={place}>
      <Panel
        title={t('use.acts', { rule })}
        flush
        extra={
          <Button className="no-print" size="small" onClick={onClose}>
            {t('use.close')}
          </Button>
        }
      >
        <DataTable
          caption={t('use.acts', { rule })}
          rows={acts}
          rowKey={(act) => `${act.effect}${act.entry}`}
          columns={[
            {
              key: 'at',
              title: t('use.at'),
              width: 140,
              cell: (act) => (
                <Link className="number" to={`/why/${act.entry}`}>
                  {dateTimeText(act.at)}
                </Link>
              ),
            },
            {
              key: 'effect',
              title: t('use.use'),
              width: 100,
              cell: (act) => t(`use.${act.effect}`),
            },
            {
              key: 'case',
              title: t('use.case'),
              cell: (act) =>
                act.case ? (
                  <Link to={`/cases/${encodeURIComponent(act.case)}`}>
                    <span className="number">{act.number}</span> {act.title}
                  </Link>
                ) : (
                  '—'
                ),
            },
            {
              key: 'act',
              title: t('use.act'),
              cell: (act) => (
                <span>
                  {act.act} <span className="faint">{act.by}</span>
                  {act.what && (
                    <span className="use-change">
                      {t('use.change', { what: act.what, before: act.before, after: act.after })}
                    </span>
                  )}
                </span>
              ),
            },
          ]}
        />
        {uses.acts_cut && (
          <p className="panel-body faint">{t('use.cut', { number: actsOfEach })}</p>
        )}
      </Panel>
    </div>
  );
}
