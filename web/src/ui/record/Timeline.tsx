import { ClockCircleOutlined, RobotOutlined, UserOutlined } from '@ant-design/icons';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Entry, EntryFact } from '../../api/types';
import { Citations } from '../ArticleCitation';
import { AmountDerivation } from '../amount/AmountDerivation';
import { dateTimeText } from '../time';

type TimelineProps = { entries: Entry[]; pack: string; limit?: number };

const icons = { person: UserOutlined, clock: ClockCircleOutlined, system: RobotOutlined };

function FactLine({
  fact,
  entryTitle,
  pack,
}: {
  fact: EntryFact;
  entryTitle: string;
  pack: string;
}) {
  const isRepeat = fact.title === entryTitle;
  if (isRepeat && fact.changes.length === 0 && fact.rules.length === 0) return null;
  return (
    <li>
      {!isRepeat && <span className="timeline-fact">{fact.title}</span>}
      {fact.changes
        .filter((change) => change.display !== '')
        .map((change) => (
          <Fragment key={change.name}>
            <span className="timeline-change">
              <span className="soft">{change.title}</span> {change.display}
            </span>
            {change.derivation && <AmountDerivation derivation={change.derivation} />}
          </Fragment>
        ))}
      <Citations rules={fact.rules} pack={pack} />
    </li>
  );
}

function EntryItem({ entry, pack }: { entry: Entry; pack: string }) {
  const { t } = useTranslation();
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
        </p>
        <ul className="timeline-facts">
          {entry.facts.map((fact, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: facts of an entry are numbered and never move
            <FactLine key={index} fact={fact} entryTitle={entry.title} pack={pack} />
          ))}
        </ul>
      </div>
    </li>
  );
}

/** 办理过程. What happened, newest first, by whom and by which clause; each entry's place in the chain. */
export function Timeline({ entries, pack, limit }: TimelineProps) {
  const { t } = useTranslation();
  const [whole, setWhole] = useState(false);
  const newestFirst = entries.toReversed();
  const shown = whole || !limit ? newestFirst : newestFirst.slice(0, limit);
  return (
    <>
      <ol className="timeline">
        {shown.map((entry) => (
          <EntryItem key={entry.seq} entry={entry} pack={pack} />
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
