import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable, Panel } from '../../ui/Parts';
import { useDark } from '../../ui/settings';
import type { Bar } from './chart';

type CountsPanelProps = { title: string; name: string; count: string; rows: Bar[] };

function Chart({ title, rows }: Pick<CountsPanelProps, 'title' | 'rows'>) {
  const place = useRef<HTMLDivElement>(null);
  const isDark = useDark();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are read again when dark changes
  useEffect(() => {
    let takeAway: (() => void) | undefined;
    let isWanted = true;
    void import('./chart').then(({ drawBars }) => {
      if (isWanted && place.current) takeAway = drawBars(place.current, rows, title);
    });
    return () => {
      isWanted = false;
      takeAway?.();
    };
  }, [rows, title, isDark]);
  return (
    <div ref={place} className="chart" style={{ height: Math.max(80, rows.length * 34 + 12) }} />
  );
}

/** One count by name: a picture, and the same numbers as a table behind a button and in print. */
export function CountsPanel({ title, name, count, rows }: CountsPanelProps) {
  const { t } = useTranslation();
  const [asTable, setAsTable] = useState(false);
  const total = rows.reduce((sum, row) => sum + row.value, 0);
  return (
    <Panel
      title={title}
      extra={
        <Button
          size="small"
          aria-pressed={asTable}
          onClick={() => setAsTable(!asTable)}
          className="no-print"
        >
          {asTable ? t('reports.as_chart') : t('reports.as_table')}
        </Button>
      }
    >
      {!asTable && (
        <div className="no-print">
          <Chart title={title} rows={rows} />
        </div>
      )}
      <div className={asTable ? undefined : 'print-only'}>
        <DataTable
          caption={title}
          cards={false}
          rows={[...rows, { title: t('reports.total'), value: total }]}
          rowKey={(row) => row.title}
          columns={[
            { key: 'title', title: name, cell: (row) => row.title },
            {
              key: 'value',
              title: count,
              end: true,
              cell: (row) => <span className="number">{row.value}</span>,
            },
          ]}
        />
      </div>
    </Panel>
  );
}
