import { Button } from 'antd';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemError } from '../../api/client';
import { newIdempotencyKey, useCommand, useScreen } from '../../api/commands';
import type { Action, Receipt, Script } from '../../api/types';
import { Citations } from '../ArticleCitation';
import { PendingUploads, RecordOfForm, usePendingUploads } from '../attachments/pending';
import { Fields } from '../form/Fields';
import { handleFormKey } from '../form/focus';
import { faultyFields, initialValues, payloadOf, type Values } from '../form/values';
import { RefusalNotice } from '../RefusalNotice';
import { Alikes } from './Alikes';
import { NewClient } from './NewClient';
import { Scripts } from './Scripts';
import { useDebounced } from './useDebounced';
import './command.css';

type CommandPanelProps = {
  action: Action;
  /** Key of the record acted on; absent where the command makes one. */
  on?: string;
  version?: number;
  given?: Values;
  /** Values kept by the caller, so that a half-filled form survives. */
  values?: Values;
  onValues?: (values: Values) => void;
  onDone: (receipt: Receipt, sent: Values) => void;
  onCancel?: () => void;
  onConflict?: () => void;
  /** What one should know before one sends; while an answer is awaited it may be one's own doing. */
  notice?: ReactNode;
  /** False once the act is no longer offered: what was filled in can be read, not sent. */
  canSend?: boolean;
  autoFocus?: boolean;
  /** Scripts that the page shows already. */
  shownScripts?: Script[];
  /** Beside the form on a wide page, else under it. */
  scriptsAside?: boolean;
};

/** A retry of the same content after a cut line keeps its key; anything else is a new intent. */
function useIntent() {
  const kept = useRef<{ content: string; key: string } | undefined>(undefined);
  return {
    keyFor(content: string) {
      if (kept.current?.content !== content) kept.current = { content, key: newIdempotencyKey() };
      return kept.current.key;
    },
    answered() {
      kept.current = undefined;
    },
  };
}

const isFinalAnswer = (error: unknown) =>
  error instanceof ProblemError && error.problem.status >= 400 && error.problem.status < 500;

function useSending(props: CommandPanelProps) {
  const { action, on, version, onDone, onConflict } = props;
  const send = useCommand();
  const intent = useIntent();
  const submit = (payload: Values) => {
    if (send.isPending) return;
    const content = JSON.stringify([on, version, payload]);
    send.mutate(
      {
        pack: action.pack,
        command: action.command,
        on,
        with: payload,
        version,
        idempotencyKey: intent.keyFor(content),
      },
      {
        onSuccess: (receipt) => {
          intent.answered();
          onDone(receipt, payload);
        },
        onError: (error) => {
          if (isFinalAnswer(error)) intent.answered();
          if (error instanceof ProblemError && error.problem.status === 412) onConflict?.();
        },
      },
    );
  };
  return { submit, isPending: send.isPending, error: send.error };
}

/** 操作. One act as a form drawn from the pack, with what to say and check while it is filled. */
export function CommandPanel(props: CommandPanelProps) {
  const { action, on, given, onValues, onCancel, notice, scriptsAside } = props;
  const { autoFocus = true, canSend = true } = props;
  const { t } = useTranslation();
  const form = useRef<HTMLFormElement>(null);
  const [own, setOwn] = useState(() => props.values ?? initialValues(action.inputs, given));
  const values = props.values ?? own;
  const setValues = (next: Values) => {
    setOwn(next);
    onValues?.(next);
  };
  const settled = useDebounced(
    useMemo(() => payloadOf(action.inputs, values), [action, values]),
    400,
  );
  const screen = useScreen(action.pack, action.command, on, settled);
  const inputs = screen.data?.inputs.length ? screen.data.inputs : action.inputs;
  const shown = new Set(props.shownScripts?.map((script) => script.id));
  const scripts = (screen.data?.scripts ?? []).filter((script) => !shown.has(script.id));
  const { submit, isPending, error } = useSending(props);
  const isConflict = error instanceof ProblemError && error.problem.status === 412;
  const problem = error instanceof ProblemError ? error.problem : {};
  const uploads = usePendingUploads();
  const handleSubmit = () => {
    if (canSend && !uploads.isPending) submit(payloadOf(inputs, values));
  };
  useEffect(() => {
    if (!autoFocus) return;
    const first = form.current?.querySelector<HTMLElement>('input,textarea');
    (first ?? form.current?.querySelector<HTMLElement>('button'))?.focus();
  }, [autoFocus]);
  const idPrefix = `act-${action.command.replaceAll('.', '-')}`;
  return (
    <div className={scriptsAside && scripts.length > 0 ? 'command command-aside' : 'command'}>
      <form
        ref={form}
        aria-label={action.title}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          handleSubmit();
        }}
        onKeyDown={(event) => handleFormKey(event, handleSubmit)}
      >
        {!isPending && notice}
        <PendingUploads.Provider value={uploads.report}>
          <RecordOfForm.Provider value={on}>
            <Fields
              inputs={inputs}
              values={values}
              onChange={setValues}
              faulty={faultyFields(problem)}
              idPrefix={idPrefix}
              clientFooter={(typed, close) => <NewClient typed={typed} onOpen={close} />}
            />
          </RecordOfForm.Provider>
        </PendingUploads.Provider>
        {!isPending && (
          <Alikes
            found={(screen.data?.alike ?? []).filter(({ into }) => !into || !values[into])}
            onPick={(input, key) => setValues({ ...values, [input]: key })}
          />
        )}
        {Boolean(error) && !isConflict && (
          <div className="command-refusal">
            <RefusalNotice error={error} pack={action.pack} focus />
          </div>
        )}
        <div className="form-foot">
          <Button
            type="primary"
            htmlType="submit"
            loading={isPending}
            disabled={uploads.isPending || !(canSend || isPending)}
          >
            {action.title}
          </Button>
          {uploads.isPending && <span role="status">{t('attachment.wait')}</span>}
          {onCancel && <Button onClick={onCancel}>{t('action.cancel')}</Button>}
          <span className="faint command-keys">
            <kbd>Ctrl</kbd> <kbd>Enter</kbd> {t('form.sends')}
          </span>
          <Citations rules={action.rules} pack={action.pack} />
        </div>
      </form>
      <Scripts scripts={scripts} error={screen.error} pack={action.pack} />
    </div>
  );
}
