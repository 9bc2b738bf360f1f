import {
  CheckCircleOutlined,
  CopyOutlined,
  HistoryOutlined,
  WarningOutlined,
} from '@ant-design/icons';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ImportJob, ImportRow, ImportStatus } from '../../api/types';
import { DataTable } from '../../ui/Parts';

const marks: Record<ImportStatus, { icon: ComponentType; chip: string }> = {
  ready: { icon: CheckCircleOutlined, chip: 'chip-final' },
  known: { icon: HistoryOutlined, chip: '' },
  duplicate: { icon: CopyOutlined, chip: 'chip-warn' },
  faulty: { icon: WarningOutlined, chip: 'chip-over' },
};

function Verdict({ row }: { row: ImportRow }) {
  const { t } = useTranslation();
  const { icon: Icon, chip } = marks[row.status];
  return (
    <div>
      <span className={`chip ${chip}`}>
        <Icon aria-hidden />
        {t(`import.status.${row.status}`)}
      </span>
      {row.reason && <span className="import-reason">{row.reason}</span>}
      {row.record && (
        <Link to={`/cases/${encodeURIComponent(row.record.id)}`} target="_blank">
          {row.record.number}
        </Link>
      )}
    </div>
  );
}

/** Rows as they would be written, each with what becomes of it. */
export function Rows({
  job,
  rows,
  caption,
}: {
  job: ImportJob;
  rows: ImportRow[];
  caption: string;
}) {
  const { t } = useTranslation();
  return (
    <DataTable
      caption={caption}
      rows={rows}
      rowKey={(row) => String(row.line)}
      columns={[
        { key: 'line', title: t('import.line'), cell: (row) => row.line, end: true, width: 60 },
        {
          key: 'verdict',
          title: t('import.verdict'),
          cell: (row) => <Verdict row={row} />,
          width: 260,
        },
        ...job.columns.map((column, index) => ({
          key: column.name,
          title: column.title,
          cell: (row: ImportRow) => row.cells[index],
        })),
      ]}
    />
  );
}

/** How many of which kind: as words and numbers, not by colour alone. */
export function Figures({ job }: { job: ImportJob }) {
  const { t } = useTranslation();
  const ready = t(job.mode === 'import' ? 'import.count.taken' : 'import.count.ready');
  const tiles = [
    { key: 'ready', title: ready, number: job.ready, tone: '' },
    {
      key: 'duplicates',
      title: t('import.count.duplicates'),
      number: job.duplicates,
      tone: 'warn',
    },
    { key: 'faulty', title: t('import.count.faulty'), number: job.faulty, tone: 'over' },
    { key: 'known', title: t('import.count.known'), number: job.known, tone: '' },
  ];
  return (
    <div className="tile-row import-figures">
      {tiles.map(({ key, title, number, tone }) => (
        <div key={key} className={`tile ${tone && number > 0 ? `tile-${tone}` : ''}`}>
          <strong className="number">{number}</strong>
          <span>{title}</span>
        </div>
      ))}
    </div>
  );
}
