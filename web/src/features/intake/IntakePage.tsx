import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { useMe } from '../../api/session';
import type { Action, Receipt, Ref } from '../../api/types';
import { noteBegun, useOffered } from '../../ui/beginnings';
import { CommandPanel } from '../../ui/command/CommandPanel';
import { initialValues, isEmpty, type Values } from '../../ui/form/values';
import { dialogIsOpen, useHotkeys } from '../../ui/hotkeys';
import { Empty, PageHead, Panel, SkeletonRows, useTitle } from '../../ui/Parts';
import { RefusalNotice } from '../../ui/RefusalNotice';
import { dropDraft, readDraft, writeDraft } from './drafts';
import { Registered } from './Registered';
import './intake.css';

/** Who works for one site need not choose it. */
function onlySite(action: Action, sites: Ref[]): Values {
  const input = action.inputs.find((one) => one.type === 'site' && one.required);
  const [site] = sites;
  return input && site && sites.length === 1 ? { [input.name]: site.key } : {};
}

function useDraft(action: Action, given: Values) {
  const { pack, command, inputs } = action;
  const [values, setValues] = useState<Values>(
    () => readDraft(pack, command) ?? initialValues(inputs, given),
  );
  const [isKept, setKept] = useState(() => readDraft(pack, command) !== undefined);
  const change = (next: Values) => {
    setValues(next);
    if (isEmpty(next)) dropDraft(pack, command);
    else writeDraft(pack, command, next);
    setKept(!isEmpty(next));
  };
  const drop = () => {
    dropDraft(pack, command);
    setValues(initialValues(inputs, given));
    setKept(false);
  };
  return { values, change, drop, isKept };
}

function Intake({ action, given }: { action: Action; given: Values }) {
  const { t } = useTranslation();
  const draft = useDraft(action, given);
  const [round, setRound] = useState(0);
  const [receipt, setReceipt] = useState<Receipt>();
  const handleAgain = () => {
    setReceipt(undefined);
    setRound(round + 1);
  };
  if (receipt) return <Registered receipt={receipt} action={action} onAgain={handleAgain} />;
  return (
    <Panel
      title={draft.isKept && t('intake.draft')}
      extra={
        draft.isKept && (
          <span className="row-wrap">
            <span className="faint">{t('intake.draft_kept')}</span>
            <Button
              size="small"
              onClick={() => {
                draft.drop();
                setRound(round + 1);
              }}
            >
              {t('intake.drop_draft')}
            </Button>
          </span>
        )
      }
    >
      <CommandPanel
        key={round}
        action={action}
        values={draft.values}
        onValues={draft.change}
        onDone={(done) => {
          draft.drop();
          setReceipt(done);
        }}
        scriptsAside
      />
    </Panel>
  );
}

/** 登记表. A form drawn from the pack, filled without leaving the keyboard. */
export function IntakePage() {
  const { t } = useTranslation();
  const { pack = '', command = '' } = useParams();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const me = useMe().data;
  const { beginnings, offered } = useOffered();
  const packTitle = offered.find((one) => one.key === `${pack}/${command}`)?.packTitle;
  const person = me?.person.key;
  const action = beginnings.data?.find((one) => one.pack === pack && one.command === command);
  useTitle(action?.title);
  const isOpen = action?.allowed ?? false;
  useEffect(() => {
    if (isOpen && person) noteBegun(person, { pack, command });
  }, [isOpen, person, pack, command]);
  useHotkeys({
    Escape: () => {
      if (!dialogIsOpen()) navigate(-1);
    },
  });
  return (
    <div className="page intake-page">
      <PageHead title={action?.title ?? t('nav.new')} sub={packTitle}>
        <span className="faint intake-keys">{t('intake.keys')}</span>
      </PageHead>
      {beginnings.error && (
        <RefusalNotice error={beginnings.error} onRetry={() => void beginnings.refetch()} />
      )}
      {beginnings.isPending && <SkeletonRows />}
      {beginnings.data && !action && <Empty title={t('state.not_found')} />}
      {action && !action.allowed && <Empty title={action.refusal?.title ?? t('action.none')} />}
      {action?.allowed && (
        <Intake
          key={`${pack}-${command}`}
          action={action}
          given={{ ...onlySite(action, me?.sites ?? []), ...Object.fromEntries(params.entries()) }}
        />
      )}
    </div>
  );
}
