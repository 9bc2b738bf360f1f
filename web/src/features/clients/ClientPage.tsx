import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useClient } from '../../api/lookups';
import type { Action, Case } from '../../api/types';
import { useOffered } from '../../ui/beginnings';
import { Markers, PageHead, Panel, StateTag, useTitle } from '../../ui/Parts';
import { Actions } from '../../ui/record/Actions';
import { ClockList } from '../../ui/record/ClockList';
import { FieldList } from '../../ui/record/FieldList';
import { RowList } from '../../ui/record/RowList';
import { Timeline } from '../../ui/record/Timeline';
import { RuleBookContext } from '../../ui/rules';
import { Waiting } from '../../ui/Waiting';
import '../../ui/record/record.css';

const clientField = (action: Action) => action.inputs.find((input) => input.type === 'client');

/** The forms that name a client can be begun from here with this one filled in. */
function BeginForClient({ clientKey }: { clientKey: string }) {
  const { t } = useTranslation();
  const offered = useOffered().offered.filter(({ action }) => clientField(action));
  const shown = offered.slice(0, 3);
  const isAlone = (title: string) => shown.filter((one) => one.action.title === title).length === 1;
  return shown.map(({ key, action, packTitle }) => (
    <Link
      key={key}
      title={packTitle}
      to={`/new/${key}?${clientField(action)?.name}=${encodeURIComponent(clientKey)}`}
    >
      <Button>
        {isAlone(action.title)
          ? action.title
          : t('clients.begin_under', { title: action.title, pack: packTitle })}
      </Button>
    </Link>
  ));
}

function ClientBody({ record }: { record: Case }) {
  const { t } = useTranslation();
  const open = record.related.filter((row) => !row.state.final);
  const done = record.related.filter((row) => row.state.final);
  return (
    <div className="columns-main-side">
      <div className="stack">
        <Actions record={record} />
        <Panel title={t('clients.open_cases', { number: open.length })}>
          {open.length > 0 ? (
            <RowList rows={open} />
          ) : (
            <p className="soft">{t('clients.no_open')}</p>
          )}
        </Panel>
        {done.length > 0 && (
          <Panel title={t('clients.done_cases', { number: done.length })}>
            <RowList rows={done} />
          </Panel>
        )}
        <Panel title={t('record.timeline')}>
          <Timeline entries={record.timeline} pack={record.pack} of={record.key} limit={10} />
        </Panel>
      </div>
      <div className="stack">
        <Panel title={t('clients.file')}>
          <FieldList fields={record.fields} pack={record.pack} record={record.id} />
        </Panel>
        {record.clocks.length > 0 && (
          <Panel title={t('record.clocks')}>
            <ClockList clocks={record.clocks} caseId={record.id} pack={record.pack} />
          </Panel>
        )}
      </div>
    </div>
  );
}

/** 客户档案. One client, one file. */
export function ClientPage() {
  const { key = '' } = useParams();
  const found = useClient(key);
  const record = found.data;
  useTitle(record?.title);
  if (!record) return <Waiting answer={found} />;
  return (
    <RuleBookContext.Provider value={record}>
      <div className="page">
        <PageHead
          title={record.title}
          sub={[record.key, record.site?.name, record.owner?.name].filter(Boolean).join(' · ')}
        >
          <Markers markers={record.markers} />
          <StateTag state={record.state} />
          <BeginForClient clientKey={record.key} />
        </PageHead>
        <ClientBody record={record} />
      </div>
    </RuleBookContext.Provider>
  );
}
