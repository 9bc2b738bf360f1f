import { useTranslation } from 'react-i18next';
import type { Difference, Grounds, PackDifference } from '../../api/packs';
import { Empty } from '../../ui/Parts';
import { articleLabel } from '../../ui/rules';
import { changeOf } from './change';

/** Texts up to so many characters are read faster side by side than one within the other. */
const shortText = 24;

function Changed({ before, after }: { before: string; after: string }) {
  const { t } = useTranslation();
  if (!before || !after || Math.max(before.length, after.length) <= shortText) {
    return (
      <p className="change">
        <del>{before || t('pack.nothing')}</del> → <ins>{after || t('pack.nothing')}</ins>
      </p>
    );
  }
  const change = changeOf(before, after);
  return (
    <p className="change">
      {change.head}
      {change.before && <del>{change.before}</del>}
      {change.after && <ins>{change.after}</ins>}
      {change.tail}
    </p>
  );
}

function Ground({ title, ground }: { title: string; ground: Grounds }) {
  const { t } = useTranslation();
  const rows = ground.rows.map((row) => t('pack.row_number', { row }));
  const clauses = ground.clauses.map((clause) => articleLabel(t, clause));
  return (
    <>
      <dt>{title}</dt>
      <dd>
        {ground.text}
        {rows.length + clauses.length > 0 && (
          <span className="faint"> {[...rows, ...clauses].join(t('list.comma'))}</span>
        )}
      </dd>
    </>
  );
}

function DifferenceItem({ one }: { one: Difference }) {
  const { t } = useTranslation();
  const isWhole = one.kind === 'added' || one.kind === 'removed';
  return (
    <article className={`difference difference-${one.kind}`}>
      <h3>
        <span className="chip">{t(`pack.kind.${one.kind}`)}</span>
        <span className="faint">{one.words}</span>{' '}
        {one.title || (one.id === one.subject ? '' : one.id)}
      </h3>
      {isWhole
        ? (one.after || one.before) && <p className="change">{one.after || one.before}</p>
        : (one.before || one.after) && <Changed before={one.before} after={one.after} />}
      {(one.kind === 'alike' || one.kind === 'undecided') && (
        <p className="soft">{t(`pack.kind_help.${one.kind}`)}</p>
      )}
      {one.witnesses.map((witness) => (
        <dl className="witness" key={`${witness.text}${witness.example}`}>
          <dt>{t('pack.case')}</dt>
          <dd>{witness.text}</dd>
          {witness.example && (
            <>
              <dt>{t('pack.say')}</dt>
              <dd>{witness.example}</dd>
            </>
          )}
          <Ground title={t('pack.before')} ground={witness.before} />
          <Ground title={t('pack.after')} ground={witness.after} />
        </dl>
      ))}
    </article>
  );
}

/** What changes in meaning, clause by clause, in the order of the later edition. */
export function DifferenceList({ found }: { found: PackDifference }) {
  const { t } = useTranslation();
  if (found.differences.length === 0) return <Empty title={t('pack.no_difference')} />;
  const groups: { clauses: string[]; items: Difference[] }[] = [];
  for (const one of found.differences) {
    const last = groups.at(-1);
    if (last && last.clauses.join() === one.clauses.join()) last.items.push(one);
    else groups.push({ clauses: one.clauses, items: [one] });
  }
  return (
    <div className="article-list">
      <p className="soft">
        {t('pack.differences', {
          number: found.differences.length,
          count: found.differences.length,
        })}
      </p>
      {groups.map((group) => (
        <section className="panel article" key={`${group.clauses.join()}${group.items[0]?.id}`}>
          <h2 className="clause-voice">
            {group.clauses.map((clause) => articleLabel(t, clause)).join(t('list.comma')) ||
              t('pack.whole')}
          </h2>
          {group.items.map((one) => (
            <DifferenceItem key={`${one.subject}${one.id}${one.words}`} one={one} />
          ))}
        </section>
      ))}
    </div>
  );
}
