import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { get, languageQuery, queryString } from './client';
import { syncServerTime } from './clock';
import { keys } from './keys';
import type {
  Approvals,
  Case,
  Clock,
  Derivation,
  Desk,
  Ledger,
  LedgerHead,
  Page,
  Row,
  ToDecide,
  Way,
} from './types';

export type CaseFilter = {
  pack?: string;
  type?: string;
  state?: string;
  site?: string;
  owner?: string;
  department?: string;
  client?: string;
  due?: string;
  open?: string;
  q?: string;
  sort?: string;
};

export function useDesk() {
  return useQuery({
    queryKey: keys.desk,
    queryFn: async ({ signal }) => {
      const desk = await get<Desk>('/desk', {}, signal);
      syncServerTime(desk.server_time);
      return desk;
    },
    refetchInterval: 60_000,
  });
}

export const pageSize = 50;

export function useCases(filter: CaseFilter, path = '/cases') {
  return useInfiniteQuery({
    queryKey: [...keys.cases, path, filter],
    initialPageParam: '',
    queryFn: async ({ pageParam, signal }) => {
      const page = await get<Page<Row>>(
        path,
        { ...filter, cursor: pageParam, limit: pageSize },
        signal,
      );
      syncServerTime(page.server_time);
      return page;
    },
    getNextPageParam: (page) => page.next_cursor || undefined,
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  });
}

export const pathOfId = (id: string) => encodeURIComponent(id);

export const fetchCase = (id: string, signal?: AbortSignal) =>
  get<Case>(`/cases/${pathOfId(id)}`, {}, signal);

export function useCase(id: string | undefined) {
  return useQuery({
    queryKey: keys.caseOf(id ?? ''),
    queryFn: ({ signal }) => fetchCase(id ?? '', signal),
    enabled: Boolean(id),
  });
}

export function useDerivation(id: string, deadline: string) {
  return useQuery({
    queryKey: [...keys.caseOf(id), 'clock', deadline],
    queryFn: ({ signal }) =>
      get<Derivation>(`/cases/${pathOfId(id)}/clocks/${encodeURIComponent(deadline)}`, {}, signal),
  });
}

export function useLadder(id: string) {
  return useQuery({
    queryKey: [...keys.caseOf(id), 'ladder'],
    queryFn: ({ signal }) => get<{ rungs: Clock[] }>(`/cases/${pathOfId(id)}/ladder`, {}, signal),
  });
}

/** Where the Excel file of a list with this filter comes from. */
export const sheetAddress = (filter: CaseFilter, path: '/cases' | '/reports' = '/cases') => {
  const query = queryString(filter);
  return `/api/v1/exports${path}${query || '?'}${query && '&'}${languageQuery()}`;
};

export const ledgerSheetAddress = (pack: string, id: string, month: string) =>
  `/api/v1/exports/ledgers/${encodeURIComponent(pack)}/${encodeURIComponent(id)}?${
    month ? `month=${month}&` : ''
  }${languageQuery()}`;

export const recordSheetAddress = (id: string) =>
  `/api/v1/exports/cases/${pathOfId(id)}?${languageQuery()}`;

export function useWay(id: string) {
  return useQuery({
    queryKey: [...keys.caseOf(id), 'route'],
    queryFn: ({ signal }) => get<Way>(`/cases/${pathOfId(id)}/route`, {}, signal),
  });
}

export function useApprovals() {
  return useQuery({
    queryKey: keys.approvals,
    queryFn: ({ signal }) => get<Approvals>('/approvals', {}, signal),
    refetchInterval: 60_000,
  });
}

/** What waits for my own decision, as the frame and the desk count it. */
export function useToDecide(): ToDecide[] {
  return useApprovals().data?.waiting.filter((item) => item.is_mine) ?? [];
}

export function useLedgers() {
  return useQuery({
    queryKey: keys.ledgers,
    queryFn: async ({ signal }) =>
      (await get<{ items: LedgerHead[] }>('/ledgers', {}, signal)).items,
    staleTime: 60_000,
  });
}

export function useLedger(pack: string, id: string, month: string) {
  return useQuery({
    queryKey: [...keys.ledgers, pack, id, month],
    queryFn: ({ signal }) =>
      get<Ledger>(
        `/ledgers/${encodeURIComponent(pack)}/${encodeURIComponent(id)}`,
        month ? { month } : {},
        signal,
      ),
    placeholderData: keepPreviousData,
  });
}

export const formAddress = (id: string, form: string) =>
  `/api/v1/cases/${pathOfId(id)}/forms/${encodeURIComponent(form)}?${languageQuery()}`;
