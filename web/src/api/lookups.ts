import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { get } from './client';
import { keys } from './keys';
import type { BreachPage, CalendarDay, Case, Derivation, Page, Ref, Row } from './types';

type Kind = 'people' | 'departments' | 'sites';

/** The lists one chooses from; short, so they come whole. */
export function useChoices(kind: Kind, enabled = true) {
  return useQuery({
    queryKey: ['choices', kind],
    queryFn: async ({ signal }) => (await get<{ items: Ref[] }>(`/${kind}`, {}, signal)).items,
    staleTime: 300_000,
    enabled,
  });
}

export function useClientSearch(q: string, enabled = true) {
  return useQuery({
    queryKey: [...keys.clients, 'search', q],
    queryFn: async ({ signal }) =>
      (await get<Page<Row>>('/clients', { q, limit: 12 }, signal)).items,
    placeholderData: keepPreviousData,
    enabled,
  });
}

export function useClient(key: string) {
  return useQuery({
    queryKey: ['case', 'client', key],
    queryFn: ({ signal }) => get<Case>(`/clients/${encodeURIComponent(key)}`, {}, signal),
  });
}

export function useSearch(q: string) {
  return useQuery({
    queryKey: ['search', q],
    queryFn: ({ signal }) => get<{ clients: Row[]; cases: Row[] }>('/search', { q }, signal),
    enabled: q.trim().length > 0,
    placeholderData: keepPreviousData,
  });
}

export type CalendarRange = { pack: string; site?: string; from: string; to: string };

export function useCalendar(range: CalendarRange) {
  return useQuery({
    queryKey: ['calendar', range],
    queryFn: async ({ signal }) =>
      (await get<{ days: CalendarDay[] }>('/calendar', range, signal)).days,
    placeholderData: keepPreviousData,
    staleTime: 600_000,
    enabled: range.pack !== '',
  });
}

export type LimitQuestion = {
  pack: string;
  site?: string;
  from: string;
  unit: string;
  amount: number;
};

export function useLimit(question: LimitQuestion | undefined) {
  return useQuery({
    queryKey: ['calendar', 'limit', question],
    queryFn: ({ signal }) => get<Derivation>('/calendar/limit', question ?? {}, signal),
    enabled: question !== undefined && question.pack !== '',
    placeholderData: keepPreviousData,
  });
}

export type BreachFilter = {
  pack?: string;
  site?: string;
  from?: string;
  to?: string;
  code?: string;
  owed_by?: string;
};

export function useBreaches(filter: BreachFilter) {
  return useQuery({
    queryKey: [...keys.breaches, filter],
    queryFn: ({ signal }) => get<BreachPage>('/breaches', { ...filter, limit: 200 }, signal),
    placeholderData: keepPreviousData,
  });
}
