import type { Entry, EntryFact } from '../../api/types';

/** A fact, and how often the entry says it in the same words: one notice each to four people. */
export type Said = { fact: EntryFact; times: number };

const wordsOf = ({ title, changes, rules }: EntryFact) =>
  JSON.stringify([title, changes.map((change) => [change.name, change.display]), rules]);

function counted(facts: EntryFact[]): Said[] {
  const said = new Map<string, Said>();
  for (const fact of facts) {
    const words = wordsOf(fact);
    const known = said.get(words);
    if (known) known.times += 1;
    else said.set(words, { fact, times: 1 });
  }
  return [...said.values()];
}

/**
 * What an entry changed on the record that one reads, and what it noted beside that: clocks, notices,
 * lines of other records. Where nothing of it is the record's own, its first fact stands for it.
 */
export function saidIn(entry: Entry, key: string | undefined): { own: Said[]; beside: Said[] } {
  const isOwn = (fact: EntryFact) =>
    fact.on === key && (fact.changes.length > 0 || fact.title === entry.title);
  const found = entry.facts.filter(isOwn);
  const own = found.length > 0 ? found : entry.facts.slice(0, 1);
  return {
    own: counted(own),
    beside: counted(entry.facts.filter((fact) => !own.includes(fact))),
  };
}
