import { PrinterOutlined } from '@ant-design/icons';
import { Button, Popover } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formAddress, useCase } from '../../api/cases';
import type { Case, Named } from '../../api/types';
import { Defaults } from '../../ui/Defaults';
import { Markers, Panel, SkeletonRows, StateTag } from '../../ui/Parts';
import { RefusalNotice } from '../../ui/RefusalNotice';
import { Actions } from '../../ui/record/Actions';
import { BreachLines } from '../../ui/record/BreachLines';
import { ClockList } from '../../ui/record/ClockList';
import { FieldList } from '../../ui/record/FieldList';
import { RowList } from '../../ui/record/RowList';
import { Timeline } from '../../ui/record/Timeline';
import { RuleBookContext } from '../../ui/rules';
import '../../ui/record/record.css';

export function FormsButton({ record }: { record: Case }) {
  const { t } = useTranslation();
  const [first, ...others] = record.forms;
  if (!first) return null;
  const address = (form: Named) => formAddress(record.id, form.id);
  if (others.length === 0) {
    return (
      <Button icon={<PrinterOutlined />} href={address(first)} target="_blank">
        {first.title}
      </Button>
    );
  }
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      content={
        <ul className="form-links">
          {record.forms.map((form) => (
            <li key={form.id}>
              <a href={address(form)} target="_blank" rel="noreferrer">
                {form.title}
              </a>
            </li>
          ))}
        </ul>
      }
    >
      <Button icon={<PrinterOutlined />}>{t('forms.print')}</Button>
    </Popover>
  );
}

export function CaseLine({ record }: { record: Case }) {
  const { t } = useTranslation();
  const { client, site, department, owner, parent } = record;
  return (
    <span className="case-line">
      <span>{record.type_title}</span>
      {parent && (
        <Link to={`/cases/${encodeURIComponent(parent.id)}`}>
          {t('record.parent', { number: parent.number })}
        </Link>
      )}
      {client && <Link to={`/clients/${encodeURIComponent(client.key)}`}>{client.name}</Link>}
      {site && <span>{site.name}</span>}
      {department && <span>{department.name}</span>}
      {owner && <span>{t('record.owner', { name: owner.name })}</span>}
      {record.type === 'edition' && record.state.id === 'on_trial' && (
        <Link to={`/editions/${encodeURIComponent(record.id)}/trial`}>{t('trial.report')}</Link>
      )}
    </span>
  );
}

/** The case beside the list: what is owed, what may be done, what is known, what happened. */
export function CasePane({ id }: { id: string }) {
  const { t } = useTranslation();
  const found = useCase(id);
  if (found.error)
    return <RefusalNotice error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <SkeletonRows rows={12} />;
  const record = found.data;
  return (
    <RuleBookContext.Provider value={record}>
      <article className="case-pane stack" aria-label={`${record.number} ${record.title}`}>
        <header>
          <p className="row-wrap">
            <Link className="number" to={`/cases/${encodeURIComponent(id)}`}>
              {record.number}
            </Link>
            <StateTag state={record.state} />
            <Markers markers={record.markers} />
          </p>
          <h2 className="case-pane-title">{record.title}</h2>
          <CaseLine record={record} />
        </header>
        <Actions key={record.id} record={record} />
        <Defaults />
        {record.clocks.length > 0 && (
          <Panel title={t('record.clocks')}>
            <ClockList clocks={record.clocks} caseId={record.id} pack={record.pack} />
          </Panel>
        )}
        {record.children.length > 0 && (
          <Panel title={t('record.children', { number: record.children.length })}>
            <RowList rows={record.children} />
          </Panel>
        )}
        <Panel title={t('record.fields')}>
          <FieldList fields={record.fields} pack={record.pack} record={record.id} />
        </Panel>
        {record.breaches.length > 0 && (
          <Panel title={t('record.breaches')}>
            <BreachLines breaches={record.breaches} pack={record.pack} />
          </Panel>
        )}
        <Panel title={t('record.timeline')}>
          <Timeline entries={record.timeline} pack={record.pack} of={record.key} limit={5} />
        </Panel>
      </article>
    </RuleBookContext.Provider>
  );
}
