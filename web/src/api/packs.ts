import { useQuery } from '@tanstack/react-query';
import { get } from './client';
import { keys } from './keys';
import type { Action, Parameter, State } from './types';

/** One thing that a clause makes the program do, and what is said about it. */
export type Doing = {
  subject: string;
  subject_title: string;
  id: string;
  title: string;
  lines: { name: string; text: string }[];
};
export type PackRule = {
  id: string;
  text: string;
  parameters: string[];
  tables: string[];
  does: Doing[];
  examples: number[];
};
export type PackTable = {
  id: string;
  title: string;
  hit: string;
  rules: string[];
  inputs: string[];
  outputs: string[];
  rows: { cells: string[]; rules: string[] }[];
};
export type PackFinding = { code: string; clauses: string[]; text: string; example: string };
export type PackHead = {
  id: string;
  version: string;
  title: string;
  summary: string;
  effective_from: string;
};
export type PackView = PackHead & {
  versions: { version: string; effective_from: string; in_force: boolean }[];
  findings: PackFinding[];
  calendar: Record<string, unknown>;
  roles: { id: string; title: string; does: string }[];
  parameters: Parameter[];
  /** Of all clauses; each names its own by their places here. */
  examples: { name: string; timeline: string }[];
  articles: { id: string; number: string; heading: string; rules: PackRule[] }[];
  tables: PackTable[];
  types: { type: string; title: string; states: State[]; commands: Action[] }[];
  codes: { code: string; title: string; help?: string }[];
};

/** What is so on one side of a difference, and by which rows and clauses. */
export type Grounds = { text: string; rows: number[]; clauses: string[] };
export type Difference = {
  kind: 'added' | 'removed' | 'changed' | 'alike' | 'undecided';
  clauses: string[];
  rules: string[];
  subject: string;
  id: string;
  title: string;
  words: string;
  before: string;
  after: string;
  witnesses: { text: string; example: string; before: Grounds; after: Grounds }[];
};
export type PackDifference = { before: PackHead; after: PackHead; differences: Difference[] };

const address = (id: string) => `/packs/${encodeURIComponent(id)}`;

export function usePacks() {
  return useQuery({
    queryKey: keys.packs,
    queryFn: async ({ signal }) => (await get<{ items: PackHead[] }>('/packs', {}, signal)).items,
    staleTime: 600_000,
  });
}

/** `version`: an earlier one; the one in force where none is named. */
export function usePack(id: string, enabled = true, version?: string) {
  return useQuery({
    queryKey: [...keys.packs, id, version],
    queryFn: ({ signal }) => get<PackView>(address(id), version ? { version } : {}, signal),
    staleTime: 600_000,
    enabled: enabled && id !== '',
  });
}

/** What is compared: the version before with another, or with a draft. */
export type Compared = { before?: string; after?: string; draft?: string };

export function usePackDifference(id: string, compared: Compared, enabled = true) {
  return useQuery({
    queryKey: [...keys.packs, id, 'difference', compared],
    queryFn: ({ signal }) => get<PackDifference>(`${address(id)}/difference`, compared, signal),
    enabled: enabled && id !== '',
  });
}

export const tableAddress = (id: string, table: string, version: string) =>
  `/api/v1${address(id)}/tables/${encodeURIComponent(table)}?${new URLSearchParams({ version })}`;
