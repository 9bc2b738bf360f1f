import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useApprovals, useCase, useWay } from '../../api/cases';
import type { Approvals, ToDecide } from '../../api/types';
import { DeadlineBadge } from '../../ui/DeadlineBadge';
import { Defaults } from '../../ui/Defaults';
import { Empty, PageHead, Panel, SkeletonRows, StateTag, useTitle } from '../../ui/Parts';
import { RefusalNotice } from '../../ui/RefusalNotice';
import { Actions } from '../../ui/record/Actions';
import { FieldList } from '../../ui/record/FieldList';
import { ApprovalSteps } from '../../ui/record/WayPanel';
import { bookOf, RuleBookContext } from '../../ui/rules';
import { type Held, withHeld } from './held';
import '../../ui/record/record.css';
import './approvals.css';

/** The form of the chosen act, on the record as it is now. */
function OpenDecision({
  id,
  command,
  onClose,
}: {
  id: string;
  command: string;
  onClose: () => void;
}) {
  const found = useCase(id);
  if (found.error)
    return <RefusalNotice error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <SkeletonRows rows={3} />;
  return (
    <RuleBookContext.Provider value={found.data}>
      <Actions key={command} record={found.data} only={[command]} onClose={onClose} />
    </RuleBookContext.Provider>
  );
}

function Ways({ id }: { id: string }) {
  const answer = useWay(id);
  if (!answer.data) {
    return answer.error ? (
      <RefusalNotice error={answer.error} onRetry={() => void answer.refetch()} />
    ) : (
      <SkeletonRows rows={3} />
    );
  }
  return answer.data.approvals.map((one) => <ApprovalSteps key={one.id} way={one} />);
}

/** What is asked: the amount first, the words, whose it is; the rest opens. */
function Decision({ item, onOpen }: { item: ToDecide; onOpen: (isOpen: boolean) => void }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<string>();
  const [isOpen, setIsOpen] = useState(false);
  const choose = (command: string | undefined) => {
    setChosen(command);
    onOpen(command !== undefined);
  };
  const record = item.case;
  const amount = item.fields.find((field) => field.type === 'money');
  const words = item.fields.find((field) => field.type === 'long_text');
  return (
    <li className="decision">
      <div className="decision-head">
        <div>
          <p className="faint">
            {record.type_title} <span className="number">{record.number}</span>
          </p>
          <h3>
            <Link to={`/cases/${encodeURIComponent(record.id)}`}>{record.title}</Link>
          </h3>
          {item.parent && (
            <p className="soft">
              <Link to={`/cases/${encodeURIComponent(item.parent.id)}`}>
                {item.parent.type_title} {item.parent.number}
              </Link>{' '}
              {item.parent.client?.name}
            </p>
          )}
        </div>
        <div className="decision-amount">
          {amount && <strong className="number">{amount.display}</strong>}
          {record.next_deadline && <DeadlineBadge limit={record.next_deadline} />}
        </div>
      </div>
      {words && <p className="decision-words">{words.display}</p>}
      {record.owner && (
        <p className="soft">{t('approvals.asked_by', { name: record.owner.name })}</p>
      )}
      <Defaults />
      <div className="row-wrap">
        {item.actions.map((action, index) => (
          <Button
            key={action.command}
            type={index === 0 && !chosen ? 'primary' : 'default'}
            aria-expanded={chosen === action.command}
            onClick={() => choose(chosen === action.command ? undefined : action.command)}
          >
            {action.title}
          </Button>
        ))}
        {item.actions.length === 0 && <StateTag state={record.state} />}
        <button
          type="button"
          className="plain-button more-link"
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
        >
          {t(isOpen ? 'approvals.less' : 'approvals.more')}
        </button>
      </div>
      {chosen && <OpenDecision id={record.id} command={chosen} onClose={() => choose(undefined)} />}
      {isOpen && (
        <div className="decision-more">
          <Ways id={record.id} />
          <FieldList fields={item.fields} pack={record.pack} />
        </div>
      )}
    </li>
  );
}

const citedBy = (item: ToDecide) => [...item.fields, ...item.actions].flatMap(({ rules }) => rules);

type PartProps = { title: string; items: ToDecide[]; book: Pick<Approvals, 'rules' | 'articles'> };

/** Each record has the book of its own pack: several regulations may ask for decisions. */
function Part({ title, items, book }: PartProps) {
  const [held, setHeld] = useState<Held[]>([]);
  const shown = withHeld(items, held);
  const handleOpen = (item: ToDecide, at: number, isOpen: boolean) =>
    setHeld((old) => {
      const others = old.filter((one) => one.item.case.id !== item.case.id);
      return isOpen ? [...others, { item, at }] : others;
    });
  if (shown.length === 0) return null;
  return (
    <Panel
      title={
        <>
          {title} <span className="soft">{items.length}</span>
        </>
      }
      flush
    >
      <ul>
        {shown.map((item, at) => (
          <RuleBookContext.Provider
            key={item.case.id}
            value={bookOf(item.case.pack, citedBy(item), book)}
          >
            <Decision item={item} onOpen={(isOpen) => handleOpen(item, at, isOpen)} />
          </RuleBookContext.Provider>
        ))}
      </ul>
    </Panel>
  );
}

/** 核决. What waits for my signature or decision, and what I have sent for one. */
export function ApprovalsPage() {
  const { t } = useTranslation();
  useTitle(t('nav.approvals'));
  const found = useApprovals();
  const waiting = found.data?.waiting ?? [];
  const isEmpty = found.data && waiting.length + found.data.asked.length === 0;
  return (
    <div className="page approvals">
      <PageHead title={t('nav.approvals')} sub={t('approvals.sub')} />
      {found.error && <RefusalNotice error={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <SkeletonRows rows={8} />}
      {isEmpty && (
        <Panel flush>
          <Empty title={t('approvals.none')} />
        </Panel>
      )}
      {found.data && (
        <div className="stack">
          <Part
            title={t('approvals.mine')}
            items={waiting.filter((item) => item.is_mine)}
            book={found.data}
          />
          <Part
            title={t('approvals.could')}
            items={waiting.filter((item) => !item.is_mine)}
            book={found.data}
          />
          <Part title={t('approvals.asked')} items={found.data.asked} book={found.data} />
        </div>
      )}
    </div>
  );
}
