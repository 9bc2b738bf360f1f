import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Case, Entry } from '../../api/types';
import { StateTag } from '../Parts';
import { Timeline } from './Timeline';

type ConflictNoticeProps = { record: Case; entries: Entry[] };

/** What changed since the form was opened, so that one decides on what is so now. */
export function ConflictNotice({ record, entries }: ConflictNoticeProps) {
  const { t } = useTranslation();
  return (
    <section className="conflict" role="alert">
      <h3>{t('conflict.title')}</h3>
      <p>{t('conflict.what_to_do')}</p>
      {entries.length > 0 && <Timeline entries={entries} pack={record.pack} of={record.key} />}
    </section>
  );
}

type TakenNoticeProps = {
  record: Case;
  /** What happened since the form was opened; absent where it could not be opened at all. */
  since?: Entry[];
  /** The record is shown elsewhere: a link leads to it. */
  isLinked: boolean;
  onClose: () => void;
};

/** 已由他人办理. The act was offered and is so no more: who did what, and where it stands. */
export function TakenNotice({ record, since, isLinked, onClose }: TakenNoticeProps) {
  const { t } = useTranslation();
  return (
    <section className="conflict" role="alert">
      <h3>{t('conflict.taken')}</h3>
      {since && <p>{t('conflict.taken_what_to_do')}</p>}
      {since && since.length > 0 && <Timeline entries={since} pack={record.pack} of={record.key} />}
      <p className="row-wrap">
        {t('conflict.now')} <StateTag state={record.state} />
        {isLinked && (
          <Link to={`/cases/${encodeURIComponent(record.id)}`}>{t('conflict.see_record')}</Link>
        )}
        <Button size="small" onClick={onClose}>
          {t('action.close')}
        </Button>
      </p>
    </section>
  );
}
