import { useTranslation } from 'react-i18next';
import type { Case, Entry, Field } from '../../api/types';
import { Citations } from '../ArticleCitation';
import { Panel } from '../Parts';
import { shortDateTime } from '../time';
import './opinions.css';

/** The entry of the journal in which the field got what stands in it. */
export function writtenIn(entries: Entry[], key: string, field: string): Entry | undefined {
  return entries.findLast((entry) =>
    entry.facts.some(
      (fact) => fact.on === key && fact.changes.some((change) => change.name === field),
    ),
  );
}

function Opinion({ field, record }: { field: Field; record: Case }) {
  const entry = writtenIn(record.timeline, record.key, field.name);
  return (
    <article className="opinion">
      <h3>{field.title}</h3>
      <p className="opinion-words">{field.display}</p>
      <footer className="faint">
        {entry && (
          <>
            <span>{entry.by.name}</span>
            <time className="number" dateTime={entry.at}>
              {shortDateTime(entry.at)}
            </time>
          </>
        )}
        <Citations rules={field.rules} pack={record.pack} />
      </footer>
    </article>
  );
}

/** 各方意见. What each department says to the case, side by side. */
export function Opinions({ record }: { record: Case }) {
  const { t } = useTranslation();
  const opinions = record.fields.filter((field) => field.opinion);
  if (opinions.length === 0) return null;
  return (
    <Panel title={t('record.opinions')}>
      <div className="opinions">
        {opinions.map((field) => (
          <Opinion key={field.name} field={field} record={record} />
        ))}
      </div>
    </Panel>
  );
}
