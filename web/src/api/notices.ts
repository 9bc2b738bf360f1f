import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get, request } from './client';

/** 放假通知. One year as its notice announced it. */
export type Announced = {
  year: string;
  document_number: string;
  title: string;
  issued_by: string;
  published_on?: string;
};

export type CalendarNotices = {
  may_take_over: boolean;
  items: (Announced & { id?: string })[];
  proposals: (Announced & { text: string })[];
};

export type MovedClock = {
  id: string;
  number: string;
  type_title: string;
  deadline: string;
  title: string;
  rule: string;
  article: string;
  due_before: string;
  due_at: string;
  provisional: boolean;
};

/** `stayed` clocks end as before, and for good now. */
export type Moved = { moved: MovedClock[]; stayed: number };

export type NoticeTrial = Moved & {
  findings: { line: number; column: number; code: string; message: string; help: string }[];
};

export function useCalendarNotices() {
  return useQuery({
    queryKey: ['calendar', 'notices'],
    queryFn: ({ signal }) => get<CalendarNotices>('/calendar/notices', {}, signal),
  });
}

/** What a notice moved when it was taken over. */
export function useNoticeMoved(year: string | undefined) {
  return useQuery({
    queryKey: ['calendar', 'notices', year],
    queryFn: ({ signal }) => get<Moved>(`/calendar/notices/${year}`, {}, signal),
    enabled: year !== undefined,
  });
}

export function useTryNotice() {
  return useMutation({
    mutationFn: (text: string) =>
      request<NoticeTrial>('POST', '/calendar/notices/trial', { body: { text } }),
  });
}

export function useTakeOverNotice() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (text: string) =>
      request<Moved & { id: string }>('POST', '/calendar/notices', { body: { text } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['calendar'] }),
  });
}
