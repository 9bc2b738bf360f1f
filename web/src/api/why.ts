import { useQuery } from '@tanstack/react-query';
import { get } from './client';
import type { ArticleHead, RuleText } from './types';

/** What a decision read; `hidden`: it was read, and whoever asks may not see it. */
export type WhyFact = {
  title: string;
  text: string;
  hidden?: boolean;
  parameter?: string;
  rules?: string[];
};

export type WhyRow = {
  number: number;
  won: boolean;
  fits?: boolean;
  cells: { text: string; fits?: boolean }[];
  outputs: string[];
  rules: string[];
};

export type WhyTable = {
  id: string;
  title: string;
  policy: string;
  columns: { title: string; text: string; hidden?: boolean }[];
  outputs: string[];
  rules: string[];
  rows: WhyRow[];
  cut: boolean;
  default: boolean;
};

export type WhyStep = {
  kind: string;
  depth: number;
  title: string;
  holds: boolean;
  refuses: boolean;
  decisive?: boolean;
  condition?: string;
  wanted?: string;
  value?: string;
  rules: string[];
  facts: WhyFact[];
  tables: WhyTable[];
};

export type WhyFlip = {
  goal: 'done' | 'refused' | 'row';
  text: string;
  changes: { title: string; before: string; after: string }[];
};

/** 为何如此. A decision of the journal with all that it tried, and what would have turned it. */
export type Why = {
  entry: number;
  title: string;
  at: string;
  by: string;
  pack: string;
  pack_title: string;
  pack_version: string;
  hash: string;
  same: boolean;
  case?: { id: string; number: string; title: string };
  outcome: {
    kind: 'refused' | 'done' | 'clock';
    code?: string;
    title: string;
    help?: string;
    rules: string[];
  };
  inputs: WhyFact[];
  steps: WhyStep[];
  cut: boolean;
  flips: WhyFlip[];
  tried: number;
  search_cut: boolean;
  some_hidden: boolean;
  rules: Record<string, RuleText>;
  articles: Record<string, ArticleHead>;
};

export function useWhy(entry: string) {
  return useQuery({
    queryKey: ['why', entry],
    queryFn: ({ signal }) => get<Why>(`/entries/${encodeURIComponent(entry)}/why`, {}, signal),
  });
}
