import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { formAddress, recordSheetAddress, useCase } from '../../api/cases';
import type { Case, Field } from '../../api/types';
import { Defaults } from '../../ui/Defaults';
import { DataTable, PageHead, Panel, StateTag, useTitle } from '../../ui/Parts';
import { Actions } from '../../ui/record/Actions';
import { ClockList } from '../../ui/record/ClockList';
import { FieldList } from '../../ui/record/FieldList';
import { Timeline } from '../../ui/record/Timeline';
import { RuleBookContext } from '../../ui/rules';
import { SheetActions } from '../../ui/SheetActions';
import { Waiting } from '../../ui/Waiting';
import { type Breakdown, breakdownOf } from './breakdown';
import { CountsPanel } from './CountsPanel';
import { reportTitle } from './title';
import '../../ui/record/record.css';
import './reports.css';

/** So many columns want the whole page, the long side of the paper, and cards on a telephone. */
const isWide = (field: Field) => (field.table?.columns.length ?? 0) > 5;

function BreakdownPanel({ field, breakdown }: { field: Field; breakdown: Breakdown }) {
  if (breakdown.kind === 'counts') {
    const { name, count, rows } = breakdown;
    return <CountsPanel title={field.title} name={name} count={count} rows={rows} />;
  }
  const { columns, numbers, rows } = breakdown;
  return (
    <Panel title={field.title} flush>
      <DataTable
        caption={field.title}
        cards={isWide(field)}
        rows={rows.map((cells, index) => ({ cells, key: String(index) }))}
        rowKey={(row) => row.key}
        columns={columns.map((title, index) => ({
          key: String(index),
          title,
          end: numbers[index],
          cell: (row: { cells: string[] }) => row.cells[index],
        }))}
      />
    </Panel>
  );
}

function ReportBody({ record }: { record: Case }) {
  const { t } = useTranslation();
  const parts = useMemo(() => {
    return record.fields.flatMap((field) => {
      const breakdown = breakdownOf(field);
      return breakdown ? [{ field, breakdown }] : [];
    });
  }, [record.fields]);
  const drawn = new Set(parts.map((part) => part.field.name));
  const numbers = record.fields.filter((field) => typeof field.value === 'number');
  const others = record.fields.filter(
    (field) => !drawn.has(field.name) && typeof field.value !== 'number',
  );
  return (
    <div className="stack">
      {numbers.length > 0 && (
        <dl className="tile-row">
          {numbers.map((field) => (
            <div className="tile report-tile" key={field.name}>
              <dt>{field.title}</dt>
              <dd>{field.display}</dd>
            </div>
          ))}
        </dl>
      )}
      {record.actions.length > 0 && (
        <div className="no-print">
          <Actions record={record} />
        </div>
      )}
      <Defaults />
      <div className="report-parts">
        {parts.map(({ field, breakdown }) => (
          <div
            key={field.name}
            className={isWide(field) ? 'report-part report-wide' : 'report-part'}
          >
            <BreakdownPanel field={field} breakdown={breakdown} />
          </div>
        ))}
      </div>
      <Panel title={t('record.fields')}>
        <FieldList fields={others} pack={record.pack} record={record.id} />
      </Panel>
      {record.clocks.length > 0 && (
        <Panel title={t('record.clocks')}>
          <ClockList clocks={record.clocks} caseId={record.id} pack={record.pack} />
        </Panel>
      )}
      <div className="no-print">
        <Panel title={t('record.timeline')}>
          <Timeline entries={record.timeline} pack={record.pack} of={record.key} limit={5} />
        </Panel>
      </div>
    </div>
  );
}

/** One report: its numbers as tiles, pictures and tables. */
export function ReportPage() {
  const { id = '' } = useParams();
  const found = useCase(id);
  const record = found.data;
  useTitle(record && `${reportTitle(record)} ${record.number}`);
  if (!record) return <Waiting answer={found} />;
  return (
    <RuleBookContext.Provider value={record}>
      <div className={record.fields.some(isWide) ? 'page print-wide' : 'page'}>
        <PageHead
          title={reportTitle(record)}
          sub={[record.number, record.site?.name].filter(Boolean).join(' · ')}
        >
          <StateTag state={record.state} />
          {record.forms.map((form) => (
            <a
              key={form.id}
              href={formAddress(record.id, form.id)}
              target="_blank"
              rel="noreferrer"
            >
              {form.title}
            </a>
          ))}
          <SheetActions excel={recordSheetAddress(record.id)} />
        </PageHead>
        <ReportBody record={record} />
      </div>
    </RuleBookContext.Provider>
  );
}
