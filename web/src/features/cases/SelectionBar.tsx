import { CopyOutlined } from '@ant-design/icons';
import { useQueries } from '@tanstack/react-query';
import { App, Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fetchCase } from '../../api/cases';
import { newIdempotencyKey, sendCommand } from '../../api/commands';
import { keys } from '../../api/keys';
import type { Action, Case, Row } from '../../api/types';
import { Fields } from '../../ui/form/Fields';
import { handleFormKey } from '../../ui/form/focus';
import { initialValues, payloadOf, type Values } from '../../ui/form/values';
import { problemOf } from '../../ui/RefusalNotice';

type SelectionBarProps = { rows: Row[]; onClear: () => void };

/** The acts that the server offers for every chosen case. */
export function actionsInCommon(records: Case[]): Action[] {
  const [first, ...rest] = records;
  return (first?.actions ?? []).filter(
    (action) =>
      action.allowed &&
      rest.every((record) =>
        record.actions.some((other) => other.allowed && other.command === action.command),
      ),
  );
}

type Outcome = { record: Case; refusal?: string };

function BatchDialog({
  action,
  records,
  onClose,
}: {
  action: Action;
  records: Case[];
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const [values, setValues] = useState<Values>(() => initialValues(action.inputs));
  const [outcomes, setOutcomes] = useState<Outcome[]>();
  const [isSending, setSending] = useState(false);
  const submit = async () => {
    setSending(true);
    const payload = payloadOf(action.inputs, values);
    const results: Outcome[] = [];
    // One after another: each is a decision of its own, and each may be refused for its own reason.
    for (const record of records) {
      const { pack, command } = action;
      const request = { pack, command, on: record.id, with: payload, version: record.version };
      try {
        await sendCommand({ ...request, idempotencyKey: newIdempotencyKey() });
        results.push({ record });
      } catch (error) {
        const problem = problemOf(error);
        const rules = (problem.rules ?? []).map((rule) => rule.id).join(' ');
        results.push({ record, refusal: `${problem.title} ${rules}`.trim() });
      }
    }
    setSending(false);
    setOutcomes(results);
  };
  return (
    <Modal
      open
      onCancel={onClose}
      footer={null}
      width={640}
      title={t('batch.title', { title: action.title, number: records.length })}
    >
      {outcomes ? (
        <ul className="batch-outcomes">
          {outcomes.map(({ record, refusal }) => (
            <li key={record.id}>
              <span className={`chip ${refusal ? 'chip-over' : 'chip-final'}`}>
                {refusal ? t('batch.refused') : t('batch.done')}
              </span>
              <span className="number">{record.number}</span> <span>{refusal ?? record.title}</span>
            </li>
          ))}
        </ul>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
          onKeyDown={(event) => handleFormKey(event, () => void submit())}
        >
          <Fields inputs={action.inputs} values={values} onChange={setValues} idPrefix="batch" />
          <div className="form-foot">
            <Button type="primary" htmlType="submit" loading={isSending}>
              {t('batch.send', { title: action.title, number: records.length })}
            </Button>
            <Button onClick={onClose}>{t('action.cancel')}</Button>
          </div>
        </form>
      )}
    </Modal>
  );
}

/** What can be done with the chosen cases at once. */
export function SelectionBar({ rows, onClear }: SelectionBarProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [command, setCommand] = useState<string>();
  const found = useQueries({
    queries: rows.map((row) => ({
      queryKey: keys.caseOf(row.id),
      queryFn: () => fetchCase(row.id),
    })),
  });
  const records = found.flatMap((one) => (one.data ? [one.data] : []));
  const actions = records.length === rows.length ? actionsInCommon(records) : [];
  const action = actions.find((one) => one.command === command);
  const handleCopy = async () => {
    await navigator.clipboard.writeText(rows.map((row) => row.number).join('\n'));
    message.success(t('batch.copied', { number: rows.length }));
  };
  return (
    <section className="selection-bar" aria-label={t('queue.selection')}>
      <strong>{t('queue.selected', { number: rows.length })}</strong>
      {actions.map((one) => (
        <Button key={one.command} size="small" onClick={() => setCommand(one.command)}>
          {one.title}
        </Button>
      ))}
      <Button size="small" icon={<CopyOutlined />} onClick={() => void handleCopy()}>
        {t('batch.copy')}
      </Button>
      <Button size="small" type="text" onClick={onClear}>
        {t('batch.clear')}
      </Button>
      {action && (
        <BatchDialog
          action={action}
          records={records}
          onClose={() => {
            setCommand(undefined);
            for (const one of found) void one.refetch();
            onClear();
          }}
        />
      )}
    </section>
  );
}
