import { useTranslation } from 'react-i18next';
import { useDesk } from '../api/cases';
import { useBeginnings } from '../api/commands';
import { useMe } from '../api/session';
import type { Action } from '../api/types';

/** A record that may be begun, with the name of its regulation: two may call theirs the same. */
export type Beginning = { key: string; action: Action; packTitle: string };

const shared = 'company';
const keptRecent = 5;
const storageKey = (person: string) => `guiju-recent-${person}`;
const keyOf = (action: { pack: string; command: string }) => `${action.pack}/${action.command}`;

/** What this person began last on this machine, newest first. */
export function recentOf(person: string): string[] {
  const stored = localStorage.getItem(storageKey(person));
  return stored ? stored.split('\n') : [];
}

export function noteBegun(person: string, action: { pack: string; command: string }) {
  const key = keyOf(action);
  const others = recentOf(person).filter((one) => one !== key);
  localStorage.setItem(storageKey(person), [key, ...others].slice(0, keptRecent).join('\n'));
}

/**
 * The regulation in which the person owes most comes first, then the one that offers most; what all
 * regulations share comes last. Within one the server's order stands.
 */
export function byUse(actions: Action[], owedPacks: string[]): Action[] {
  const countIn = (packs: string[], pack: string) => packs.filter((one) => one === pack).length;
  const offeredPacks = actions.map((action) => action.pack);
  const before = (a: string, b: string) =>
    Number(a === shared) - Number(b === shared) ||
    countIn(owedPacks, b) - countIn(owedPacks, a) ||
    countIn(offeredPacks, b) - countIn(offeredPacks, a);
  return actions.toSorted((a, b) => before(a.pack, b.pack));
}

export function useOffered() {
  const { t } = useTranslation();
  const me = useMe().data;
  const desk = useDesk().data;
  const beginnings = useBeginnings();
  const titleOf = (id: string) =>
    me?.packs.find((pack) => pack.id === id)?.title ?? t('pack.company');
  const allowed = (beginnings.data ?? []).filter((action) => action.allowed);
  const owedPacks = (desk?.owed ?? []).map((owed) => owed.case.pack);
  const offered = byUse(allowed, owedPacks).map((action) => ({
    key: keyOf(action),
    action,
    packTitle: titleOf(action.pack),
  }));
  return { beginnings, offered };
}

/** What was begun last comes first. */
export function recentFirst(offered: Beginning[], recent: string[]): Beginning[] {
  const rank = (one: Beginning) => {
    const at = recent.indexOf(one.key);
    return at < 0 ? recent.length : at;
  };
  return offered.toSorted((a, b) => rank(a) - rank(b));
}

/** The regulations of what is offered, in its order. */
export function byPack(offered: Beginning[]): { title: string; items: Beginning[] }[] {
  const titles = [...new Set(offered.map((one) => one.packTitle))];
  return titles.map((title) => ({
    title,
    items: offered.filter((one) => one.packTitle === title),
  }));
}
