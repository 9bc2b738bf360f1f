import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type ClauseUse, clauseEffects } from '../../api/clauseUse';
import { DataTable } from '../../ui/Parts';
import { dateText } from '../../ui/time';

/** How often, in words: of all that it did. */
export function UseCounts({ use }: { use: ClauseUse }) {
  const { t } = useTranslation();
  const counts = clauseEffects.filter((effect) => use[effect] > 0);
  if (counts.length === 0) return t(use.decides ? 'use.never' : 'use.silent');
  return counts.map((effect) => `${t(`use.${effect}`)} ${use[effect]}`).join(t('list.comma'));
}

function Bar({ use, most }: { use: ClauseUse; most: number }) {
  return (
    <span className="use-bar" aria-hidden>
      {clauseEffects.map((effect) => (
        <span
          key={effect}
          className={`use-${effect}`}
          style={{ width: `${(use[effect] / most) * 100}%` }}
        />
      ))}
    </span>
  );
}

type UseTableProps = { pack: string; uses: ClauseUse[]; onOpen?: (rule: string) => void };

export function UseTable({ pack, uses, onOpen }: UseTableProps) {
  const { t } = useTranslation();
  const sumOf = (use: ClauseUse) => clauseEffects.reduce((sum, effect) => sum + use[effect], 0);
  const most = Math.max(1, ...uses.map(sumOf));
  return (
    <DataTable
      caption={t('use.title')}
      rows={uses}
      rowKey={(use) => use.rule}
      columns={[
        {
          key: 'rule',
          title: t('use.clause'),
          cell: (use) => (
            <span>
              <Link className="rule-id" to={`/packs/${pack}#${use.rule}`}>
                {use.rule}
              </Link>{' '}
              {use.text}
            </span>
          ),
        },
        {
          key: 'use',
          title: t('use.use'),
          width: 280,
          cell: (use) => (
            <span className="use-cell">
              <Bar use={use} most={most} />
              {onOpen && sumOf(use) > 0 ? (
                <button
                  type="button"
                  className="plain-button use-open"
                  onClick={() => onOpen(use.rule)}
                >
                  <UseCounts use={use} />
                </button>
              ) : (
                <span className={sumOf(use) > 0 ? undefined : 'faint'}>
                  <UseCounts use={use} />
                </span>
              )}
            </span>
          ),
        },
        {
          key: 'last',
          title: t('use.last'),
          width: 110,
          cell: (use) => <span className="number">{use.last ? dateText(use.last) : '—'}</span>,
        },
      ]}
    />
  );
}
