import { LockOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fetchCase } from '../../api/cases';
import { keys } from '../../api/keys';
import type { Action, Case, Receipt, Script } from '../../api/types';
import { SkeletonRows } from '../Parts';
import { ConflictNotice, TakenNotice } from './ChangedNotice';
import { Revealed } from './Revealed';
import { limitsInWords } from './receipt';

/** The controls of forms are fetched with the first form that is opened. */
const CommandPanel = lazy(async () => ({
  default: (await import('../command/CommandPanel')).CommandPanel,
}));

type ActionsProps = {
  record: Case;
  /** What the page shows of the record's scripts already. */
  shownScripts?: Script[];
  /** These acts alone, the first of them open: the person has chosen it already. */
  only?: string[];
  onClose?: () => void;
};

type OpenActionProps = {
  action: Action;
  isOffered: boolean;
  record: Case;
  shownScripts?: Script[];
  isLinked: boolean;
  onClose: () => void;
};

function OpenAction(props: OpenActionProps) {
  const { action, isOffered, record, shownScripts, isLinked, onClose } = props;
  const { t } = useTranslation();
  const cache = useQueryClient();
  const { message, modal } = App.useApp();
  const [seen, setSeen] = useState({ version: record.version, entries: record.timeline.length });
  const [conflictFrom, setConflictFrom] = useState<number>();
  const handleConflict = async () => {
    setConflictFrom(seen.entries);
    const fresh = await cache.fetchQuery({
      queryKey: keys.caseOf(record.id),
      queryFn: () => fetchCase(record.id),
      staleTime: 0,
    });
    await cache.invalidateQueries({ queryKey: ['case'] });
    setSeen({ version: fresh.version, entries: fresh.timeline.length });
  };
  const since = record.timeline.slice(conflictFrom ?? seen.entries);
  const handleDone = (receipt: Receipt) => {
    onClose();
    if (receipt.revealed) {
      modal.info({ title: t('record.revealed'), content: <Revealed told={receipt.revealed} /> });
      return;
    }
    message.success(
      [t('record.done', { title: action.title }), limitsInWords(receipt)].filter(Boolean).join(' '),
    );
  };
  return (
    <div className="open-action">
      <div className="open-action-head">
        <h3>{action.title}</h3>
      </div>
      <Suspense fallback={<SkeletonRows rows={3} />}>
        <CommandPanel
          key={action.command}
          action={action}
          on={record.id}
          version={seen.version}
          onDone={handleDone}
          onCancel={onClose}
          shownScripts={shownScripts}
          onConflict={() => void handleConflict()}
          canSend={isOffered}
          notice={
            isOffered ? (
              conflictFrom !== undefined && <ConflictNotice record={record} entries={since} />
            ) : (
              <TakenNotice record={record} since={since} isLinked={isLinked} onClose={onClose} />
            )
          }
        />
      </Suspense>
    </div>
  );
}

/** The act whose form is open. A form in use outlives the offer, so that nothing typed is lost. */
function useOpened(offered: Action[], first: string | undefined) {
  const [opened, setOpened] = useState(first);
  const current = offered.find((action) => action.command === opened);
  const [last, setLast] = useState(current);
  if (current && current !== last) setLast(current);
  const kept = last?.command === opened ? last : undefined;
  return { opened, setOpened, action: current ?? kept, isOffered: current !== undefined };
}

/** 可办. The acts that the server offers this person now; the others say why not. */
export function Actions({ record, shownScripts, only, onClose }: ActionsProps) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [showRefused, setShowRefused] = useState(false);
  const offered = record.actions.filter(
    (action) => action.allowed && (!only || only.includes(action.command)),
  );
  const refused = only ? [] : record.actions.filter((action) => !action.allowed);
  const { opened, setOpened, action: current, isOffered } = useOpened(offered, only?.[0]);
  const isLinked = only !== undefined;
  const handleClose = () => {
    setOpened(undefined);
    onClose?.();
    // Whatever list led here is older than the record.
    if (!isOffered) void cache.invalidateQueries({ queryKey: keys.approvals });
  };
  return (
    <div className="actions">
      {!only && (
        <div className="row-wrap">
          {offered.map((action, index) => (
            <Button
              key={action.command}
              type={index === 0 && !current ? 'primary' : 'default'}
              aria-expanded={action.command === opened}
              onClick={() => setOpened(action.command === opened ? undefined : action.command)}
            >
              {action.title}
            </Button>
          ))}
          {offered.length === 0 && <span className="soft">{t('action.none')}</span>}
          {refused.length > 0 && (
            <button
              type="button"
              className="plain-button more-link"
              aria-expanded={showRefused}
              onClick={() => setShowRefused(!showRefused)}
            >
              {t('action.not_now', { number: refused.length })}
            </button>
          )}
        </div>
      )}
      {current && (
        <OpenAction
          key={current.command}
          action={current}
          isOffered={isOffered}
          record={record}
          shownScripts={shownScripts}
          isLinked={isLinked}
          onClose={handleClose}
        />
      )}
      {opened && !current && (
        <TakenNotice record={record} isLinked={isLinked} onClose={handleClose} />
      )}
      {showRefused && (
        <ul className="refused-actions">
          {refused.map((action) => (
            <li key={action.command}>
              <LockOutlined aria-hidden /> <strong>{action.title}</strong>{' '}
              <span className="soft">{action.refusal?.title}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
