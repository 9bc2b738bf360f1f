import { useMutation, useQuery } from '@tanstack/react-query';
import { get, request } from './client';

export type DryRunSide = { text: string; rules?: string[]; articles?: string[] };
export type DryRunDifference = {
  effect: string;
  at: string;
  seq?: number;
  case: string;
  record: string;
  number: string;
  by: string;
  act: string;
  what?: string;
  before: DryRunSide;
  after: DryRunSide;
};
export type DryRunReport = {
  acts: number;
  clock_acts: number;
  cases: number;
  differing_acts: number;
  differing_cases: number;
  left_out: number;
  effects: { effect: string; title: string; differences: number; cases: number }[];
  sums: { field: string; title: string; before: string; after: string }[];
  differences: DryRunDifference[];
};
export type DryRun = {
  id: string;
  state: 'waiting' | 'running' | 'done' | 'stopped' | 'failed';
  folder: string;
  pack: string;
  version: string;
  title: string;
  from: string;
  to: string;
  done: number;
  entries: number;
  milliseconds: number;
  report?: DryRunReport;
};
/** Under a draft, or under a version of a regulation that is kept. */
export type DryRunAsked = { from: string; to: string } & (
  | { draft: string }
  | { pack: string; version: string }
);

export const differencesOnAPage = 100;

export function useBeginDryRun(onBegun: (id: string) => void) {
  return useMutation({
    mutationFn: (asked: DryRunAsked) =>
      request<{ id: string }>('POST', '/dry-runs', { body: asked }),
    onSuccess: ({ id }) => onBegun(id),
  });
}

const isOver = (run: DryRun | undefined) =>
  run !== undefined && run.state !== 'waiting' && run.state !== 'running';

const betweenLooks = 400;

/** How far it is, asked again until it is over; then its report, one page of one kind. */
export function useDryRun(id: string | null, effect: string | null, skip: number) {
  return useQuery({
    queryKey: ['dry-run', id, effect, skip],
    queryFn: ({ signal }) =>
      get<DryRun>(
        `/dry-runs/${id}`,
        { ...(effect && { effect }), ...(skip > 0 && { skip: String(skip) }) },
        signal,
      ),
    enabled: id !== null,
    refetchInterval: (query) => (isOver(query.state.data) ? false : betweenLooks),
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: (before) => (before?.id === id ? before : undefined),
    retry: false,
  });
}

export const useStopDryRun = () =>
  useMutation({ mutationFn: (id: string) => request<void>('DELETE', `/dry-runs/${id}`) });
