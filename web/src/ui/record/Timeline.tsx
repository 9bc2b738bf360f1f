import { ClockCircleOutlined, RobotOutlined, UserOutlined } from '@ant-design/icons';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Change, Entry } from '../../api/types';
import { Citations } from '../ArticleCitation';
import { AmountDerivation } from '../amount/AmountDerivation';
import { dateTimeText } from '../time';
import { type Said, saidIn } from './entry';

type TimelineProps = {
  entries: Entry[];
  pack: string;
  /** The record's key: what the entries changed on other records folds away. */
  of?: string;
  limit?: number;
};

const icons = { person: UserOutlined, clock: ClockCircleOutlined, system: RobotOutlined };
const foldedFrom = 120; // characters: a table as one line of text; its own place shows it as a table

function ChangeText({ change }: { change: Change }) {
  if (change.display.length > foldedFrom) {
    return (
      <details className="timeline-change">
        <summary>{change.title}</summary>
        {change.display}
      </details>
    );
  }
  return (
    <span className="timeline-change">
      <span className="soft">{change.title}</span> {change.display}
    </span>
  );
}

type FactLineProps = { said: Said; entryTitle: string; pack: string };

function FactLine({ said: { fact, times }, entryTitle, pack }: FactLineProps) {
  const { t } = useTranslation();
  const isRepeat = fact.title === entryTitle;
  if (isRepeat && fact.changes.length === 0 && fact.rules.length === 0) return null;
  return (
    <li>
      {!isRepeat && <span className="timeline-fact">{fact.title}</span>}
      {times > 1 && <span className="faint">{t('record.times', { number: times })}</span>}
      {fact.changes
        .filter((change) => change.display !== '')
        .map((change) => (
          <Fragment key={change.name}>
            <ChangeText change={change} />
            {change.derivation && <AmountDerivation derivation={change.derivation} />}
          </Fragment>
        ))}
      <Citations rules={fact.rules} pack={pack} />
    </li>
  );
}

type FactsProps = { said: Said[]; entryTitle: string; pack: string };

function Facts({ said, entryTitle, pack }: FactsProps) {
  return (
    <ul className="timeline-facts">
      {said.map((one, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: facts of an entry are numbered and never move
        <FactLine key={index} said={one} entryTitle={entryTitle} pack={pack} />
      ))}
    </ul>
  );
}

function EntryItem({ entry, pack, of }: { entry: Entry; pack: string; of?: string }) {
  const { t } = useTranslation();
  const { own, beside } = saidIn(entry, of);
  const Icon = icons[entry.by.kind];
  return (
    <li className={`timeline-entry timeline-${entry.by.kind}`}>
      <span className="timeline-mark">
        <Icon aria-hidden />
      </span>
      <div>
        <p className="timeline-head">
          <strong>{entry.title}</strong>
          {entry.refusal && (
            <span className="chip chip-over">
              {t('record.refused', { title: entry.refusal.title })}
            </span>
          )}
          <span className="soft">{entry.by.name}</span>
          <time className="number faint" dateTime={entry.at}>
            {dateTimeText(entry.at)}
          </time>
          <span className="faint timeline-hash" title={t('record.hash', { hash: entry.hash })}>
            {entry.seq}·{entry.hash.slice(0, 6)}
          </span>
          <Link className="no-print" to={`/why/${entry.seq}`}>
            {t('why.link')}
            <span className="unseen">{entry.title}</span>
          </Link>
        </p>
        <Facts said={own} entryTitle={entry.title} pack={pack} />
        {beside.length > 0 && (
          <details className="timeline-beside">
            <summary>{t('record.beside', { number: beside.length })}</summary>
            <Facts said={beside} entryTitle={entry.title} pack={pack} />
          </details>
        )}
      </div>
    </li>
  );
}

/** 办理过程. What happened, newest first, by whom and by which clause; each entry's place in the chain. */
export function Timeline({ entries, pack, of, limit }: TimelineProps) {
  const { t } = useTranslation();
  const [whole, setWhole] = useState(false);
  const newestFirst = entries.toReversed();
  const shown = whole || !limit ? newestFirst : newestFirst.slice(0, limit);
  return (
    <>
      <ol className="timeline">
        {shown.map((entry) => (
          <EntryItem key={entry.seq} entry={entry} pack={pack} of={of} />
        ))}
      </ol>
      {shown.length < entries.length && (
        <button type="button" className="plain-button more-link" onClick={() => setWhole(true)}>
          {t('record.all_entries', { number: entries.length })}
        </button>
      )}
    </>
  );
}
