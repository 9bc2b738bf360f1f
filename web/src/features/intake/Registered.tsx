import { CheckCircleFilled } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useCase } from '../../api/cases';
import type { Action, Receipt } from '../../api/types';
import { ArticleCitation } from '../../ui/ArticleCitation';
import { DeadlineBadge } from '../../ui/DeadlineBadge';
import { useHotkeys } from '../../ui/hotkeys';
import { Panel, SkeletonRows, StateTag } from '../../ui/Parts';
import { RefusalNotice } from '../../ui/RefusalNotice';
import { FieldList } from '../../ui/record/FieldList';
import { addressOf, RowList } from '../../ui/record/RowList';
import { dateTimeText, weekdayOf } from '../../ui/time';
import '../../ui/record/record.css';

type RegisteredProps = { receipt: Receipt; action: Action; onAgain: () => void };

function Limits({ receipt, pack }: { receipt: Receipt; pack: string }) {
  const { t } = useTranslation();
  if (receipt.deadlines.length === 0) return <p className="soft">{t('record.no_clocks')}</p>;
  return (
    <ul className="registered-limits">
      {receipt.deadlines.map((limit) => (
        <li key={`${limit.on}-${limit.id}`}>
          <strong>{limit.title}</strong>
          <span className="number registered-due">
            {dateTimeText(limit.due_at)} {t(`weekday.${weekdayOf(limit.due_at)}`)}
          </span>
          <DeadlineBadge limit={{ status: 'running', due_at: limit.due_at }} />
          <span>{limit.owed_by}</span>
          <ArticleCitation rule={limit.rule} pack={pack} />
        </li>
      ))}
    </ul>
  );
}

/** 已登记. The number to tell the client, what it was sorted as, who answers by when and why. */
export function Registered({ receipt, action, onAgain }: RegisteredProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const head = useRef<HTMLHeadingElement>(null);
  const found = useCase(receipt.id);
  const record = found.data;
  useEffect(() => head.current?.focus(), []);
  const address = record ? addressOf(record) : `/cases/${encodeURIComponent(receipt.id)}`;
  useHotkeys({ n: onAgain, o: () => navigate(address) });
  return (
    <div className="stack">
      <section className="panel registered">
        <CheckCircleFilled className="registered-icon" aria-hidden />
        <div>
          <h2 tabIndex={-1} ref={head} className="registered-head">
            {t('intake.done', { title: action.title })}
          </h2>
          <p className="registered-number number">{receipt.number}</p>
          {record && (
            <p className="row-wrap">
              <StateTag state={record.state} />
              {record.department && <span>{record.department.name}</span>}
              {record.owner && <span>{t('record.owner', { name: record.owner.name })}</span>}
            </p>
          )}
        </div>
        <div className="page-actions">
          <Button type="primary" onClick={() => navigate(address)}>
            {t('intake.open')} <kbd>O</kbd>
          </Button>
          <Button onClick={onAgain}>
            {t('intake.again')} <kbd>N</kbd>
          </Button>
        </div>
      </section>
      <Panel title={t('record.clocks')}>
        <Limits receipt={receipt} pack={action.pack} />
      </Panel>
      {found.error && <RefusalNotice error={found.error} />}
      {found.isPending && <SkeletonRows rows={4} />}
      {record && record.children.length > 0 && (
        <Panel title={t('record.children', { number: record.children.length })}>
          <RowList rows={record.children} />
        </Panel>
      )}
      {record && (
        <Panel title={t('record.fields')} extra={<Link to={address}>{record.number}</Link>}>
          <FieldList fields={record.fields} pack={record.pack} record={record.id} />
        </Panel>
      )}
    </div>
  );
}
