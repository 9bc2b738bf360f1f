import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import {
  type CalendarNotices,
  useCalendarNotices,
  useNoticeMoved,
  useTakeOverNotice,
  useTryNotice,
} from '../../api/notices';
import { Panel } from '../../ui/Parts';
import { RefusalNotice } from '../../ui/RefusalNotice';
import { MovedClocks } from './MovedClocks';

/** Which notice the year rests on, and what it moved when it was taken over. */
function Announcement({ notice }: { notice: CalendarNotices['items'][number] }) {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  const found = useNoticeMoved(isOpen ? notice.year : undefined);
  return (
    <div className="stack">
      <p>
        {notice.id ? (
          <Link to={`/cases/${encodeURIComponent(notice.id)}`}>{notice.title}</Link>
        ) : (
          notice.title
        )}{' '}
        <span className="soft number">
          {[notice.document_number, notice.published_on].filter(Boolean).join(' · ')}
        </span>{' '}
        {notice.id && !isOpen && (
          <Button size="small" onClick={() => setIsOpen(true)}>
            {t('notice.what_moved')}
          </Button>
        )}
      </p>
      {found.error && <RefusalNotice error={found.error} />}
      {found.data && <MovedClocks {...found.data} />}
    </div>
  );
}

/** A notice is tried first: what it would move stands there before it is taken over. */
function TakeOver({ proposals }: Pick<CalendarNotices, 'proposals'>) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [tried, setTried] = useState('');
  const trial = useTryNotice();
  const taking = useTakeOverNotice();
  const found = tried === text ? trial.data : undefined;
  const tryIt = (notice: string) => {
    setText(notice);
    setTried(notice);
    taking.reset();
    trial.mutate(notice);
  };
  return (
    <div className="stack">
      {proposals.map((one) => (
        <p key={one.year}>
          {t('notice.proposed', { year: one.year, number: one.document_number })}{' '}
          <Button size="small" onClick={() => tryIt(one.text)}>
            {t('notice.try')}
          </Button>
        </p>
      ))}
      <label htmlFor="notice-text">{t('notice.text')}</label>
      <Input.TextArea
        id="notice-text"
        className="number"
        autoSize={{ minRows: 4, maxRows: 16 }}
        value={text}
        spellCheck={false}
        placeholder={t('notice.example')}
        onChange={(event) => setText(event.target.value)}
      />
      <span className="row-wrap">
        <Button disabled={text.trim() === ''} loading={trial.isPending} onClick={() => tryIt(text)}>
          {t('notice.try')}
        </Button>
        {found && found.findings.length === 0 && !taking.data && (
          <Button type="primary" loading={taking.isPending} onClick={() => taking.mutate(text)}>
            {t('notice.take_over')}
          </Button>
        )}
      </span>
      {trial.error && <RefusalNotice error={trial.error} focus />}
      {taking.error && <RefusalNotice error={taking.error} focus />}
      {found && found.findings.length > 0 && (
        <ul className="notice-findings" role="alert">
          {found.findings.map((one) => (
            <li key={`${one.line}:${one.column}:${one.code}`}>
              {t('notice.finding', { line: one.line })} {one.message}
              {one.help && <> {one.help}</>}
            </li>
          ))}
        </ul>
      )}
      {found && found.findings.length === 0 && !taking.data && (
        <>
          <h3>{t('notice.would_move')}</h3>
          <MovedClocks {...found} />
        </>
      )}
      {taking.data && (
        <>
          <h3>{t('notice.taken_over')}</h3>
          <MovedClocks {...taking.data} />
        </>
      )}
    </div>
  );
}

/** 放假通知. What the shown year rests on; who keeps the regulations takes over what is new. */
export function Notices({ year }: { year: string }) {
  const { t } = useTranslation();
  const notices = useCalendarNotices();
  if (!notices.data) return notices.error ? <RefusalNotice error={notices.error} /> : null;
  const known = notices.data.items.find((one) => one.year === year);
  return (
    <Panel title={t('notice.title')}>
      {known && <Announcement key={year} notice={known} />}
      {!known && <p>{t('calendar.provisional', { year })}</p>}
      {notices.data.may_take_over && <TakeOver proposals={notices.data.proposals} />}
    </Panel>
  );
}
