import { useQuery } from '@tanstack/react-query';
import { get } from './client';
import { keys } from './keys';

export const clauseEffects = ['decided', 'refused', 'breached', 'overridden'] as const;
export type ClauseEffect = (typeof clauseEffects)[number];
/** How often a clause decided; `decides`: whether it can at all. */
export type ClauseUse = {
  rule: string;
  article: string;
  text: string;
  decides: boolean;
  last?: string;
} & Record<ClauseEffect, number>;
export type ClauseAct = {
  effect: ClauseEffect;
  entry: number;
  at: string;
  by: string;
  act: string;
  case?: string;
  number?: string;
  title?: string;
  what?: string;
  before?: string;
  after?: string;
};
export type ClauseUses = {
  id: string;
  version: string;
  title: string;
  cases_begun: number;
  items: ClauseUse[];
  acts?: ClauseAct[];
  acts_cut?: boolean;
};
export type Days = { from: string; to: string };

/** So many acts of each effect are listed, the newest. */
export const actsOfEach = 200;

/** The first and the last day of the month before that of `today`. */
export function monthBefore(today: string): Days {
  const [year = 0, month = 1] = today.split('-').map(Number);
  const text = (date: Date) => date.toISOString().slice(0, 10);
  return {
    from: text(new Date(Date.UTC(year, month - 2, 1))),
    to: text(new Date(Date.UTC(year, month - 1, 0))),
  };
}

/** For who keeps the regulations; nothing is asked for anyone else. `rule`: with its acts. */
export function useClauseUses(pack: string, days: Days | undefined, enabled: boolean, rule = '') {
  return useQuery({
    queryKey: [...keys.packs, pack, 'use', days, rule],
    queryFn: ({ signal }) =>
      get<ClauseUses>(
        `/packs/${encodeURIComponent(pack)}/use`,
        { from: days?.from ?? '', to: days?.to ?? '', ...(rule && { rule }) },
        signal,
      ),
    enabled: enabled && days !== undefined && pack !== '',
    placeholderData: (before) => (before?.id === pack ? before : undefined),
  });
}

export type TrialReport = {
  edition: string;
  pack: string;
  version: string;
  title: string;
  from: string;
  to: string;
  until: string;
  days_so_far: number;
  days_left: number;
  running: boolean;
  returns: boolean;
  previous?: string;
  cases_begun: number;
  items: ClauseUse[];
};

export function useTrialReport(edition: string) {
  return useQuery({
    queryKey: [...keys.packs, 'trial', edition],
    queryFn: ({ signal }) =>
      get<TrialReport>(`/editions/${encodeURIComponent(edition)}/trial`, {}, signal),
    retry: false,
  });
}
