import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { useCase } from '../../api/cases';
import type { Case } from '../../api/types';
import { Scripts } from '../../ui/command/Scripts';
import { Defaults } from '../../ui/Defaults';
import { dialogIsOpen, useHotkeys } from '../../ui/hotkeys';
import { useWidth } from '../../ui/media';
import { Markers, PageHead, Panel, StateTag, useTitle } from '../../ui/Parts';
import { Actions } from '../../ui/record/Actions';
import { BreachLines } from '../../ui/record/BreachLines';
import { ClockList } from '../../ui/record/ClockList';
import { FieldList } from '../../ui/record/FieldList';
import { Opinions } from '../../ui/record/Opinions';
import { RowGroups } from '../../ui/record/RowList';
import { Timeline } from '../../ui/record/Timeline';
import { WayPanel } from '../../ui/record/WayPanel';
import { RuleBookContext } from '../../ui/rules';
import { Waiting } from '../../ui/Waiting';
import { CaseLine, FormsButton } from './CasePane';
import { useNeighbours } from './neighbours';
import '../../ui/record/record.css';
import './cases.css';

function Clocks({ record }: { record: Case }) {
  const { t } = useTranslation();
  return (
    <Panel title={t('record.clocks')}>
      {record.clocks.length > 0 ? (
        <ClockList clocks={record.clocks} caseId={record.id} pack={record.pack} />
      ) : (
        <p className="soft">{t('record.no_clocks')}</p>
      )}
    </Panel>
  );
}

function CaseSide({ record, isBeside }: { record: Case; isBeside: boolean }) {
  const { t } = useTranslation();
  return (
    <div className="stack case-side">
      {isBeside && <Clocks record={record} />}
      <WayPanel id={record.id} />
      <Scripts scripts={record.scripts} pack={record.pack} />
      {record.breaches.length > 0 && (
        <Panel title={t('record.breaches')}>
          <BreachLines breaches={record.breaches} pack={record.pack} />
        </Panel>
      )}
      {!record.is_client && record.related.length > 0 && (
        <Panel title={t('record.related')}>
          <RowGroups rows={record.related} />
        </Panel>
      )}
    </div>
  );
}

function Below({ record }: { record: Case }) {
  const { t } = useTranslation();
  if (record.children.length === 0) return null;
  return (
    <Panel title={t('record.children', { number: record.children.length })}>
      <RowGroups rows={record.children} />
    </Panel>
  );
}

/** Of a client: all that there is about him, kind by kind. */
function Dealings({ record }: { record: Case }) {
  const { t } = useTranslation();
  const rows = [...record.children, ...record.related];
  if (rows.length === 0) return null;
  return (
    <Panel title={t('record.dealings', { number: rows.length })}>
      <div className="row-groups">
        <RowGroups rows={rows} />
      </div>
    </Panel>
  );
}

function CaseBody({ record }: { record: Case }) {
  const { t } = useTranslation();
  const isBeside = useWidth() === 'desktop';
  return (
    <div className="columns-main-side">
      <div className="stack">
        <div className="no-print">
          <Actions key={record.id} record={record} shownScripts={record.scripts} />
        </div>
        {!isBeside && <Clocks record={record} />}
        <Defaults />
        {!record.is_client && <Below record={record} />}
        <Opinions record={record} />
        <Panel title={t('record.fields')}>
          <FieldList
            fields={record.fields.filter((field) => !field.opinion)}
            pack={record.pack}
            record={record.id}
          />
        </Panel>
        {record.is_client && <Dealings record={record} />}
        <Panel title={t('record.timeline')}>
          <Timeline entries={record.timeline} pack={record.pack} of={record.key} />
        </Panel>
      </div>
      <CaseSide record={record} isBeside={isBeside} />
    </div>
  );
}

export function CasePage() {
  const { id = '' } = useParams();
  const navigate = useNavigate();
  const found = useCase(id);
  const record = found.data;
  const neighbours = useNeighbours(id);
  useTitle(record ? `${record.number} ${record.title}` : undefined);
  const go = (target: string | undefined) =>
    target && navigate(`/cases/${encodeURIComponent(target)}`, { replace: true });
  useHotkeys({
    Escape: () => {
      if (!dialogIsOpen()) navigate(-1);
    },
    j: () => go(neighbours.next),
    k: () => go(neighbours.previous),
  });
  if (!record) return <Waiting answer={found} rows={12} />;
  return (
    <RuleBookContext.Provider value={record}>
      <div className="page">
        <PageHead
          title={
            <>
              <span className="number case-number">{record.number}</span> {record.title}
            </>
          }
          sub={<CaseLine record={record} />}
        >
          <Markers markers={record.markers} />
          <StateTag state={record.state} />
          <FormsButton record={record} />
        </PageHead>
        <CaseBody record={record} />
      </div>
    </RuleBookContext.Provider>
  );
}
