import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get, request } from './client';

/** A changed regulation that nobody works by yet. */
export type Draft = {
  folder: string;
  pack: string;
  version: string;
  title: string;
  compiles: boolean;
  /** That version of it was handed in before; `changed_since`: not with this text. */
  handed_in?: { edition: string; at: string; by?: string; state: string; changed_since: boolean };
  findings: {
    severity: 'error' | 'warning';
    file: string;
    line: number;
    column: number;
    code: string;
    message: string;
    help: string;
  }[];
};

/** None for whoever may not read them. */
export function useDrafts() {
  return useQuery({
    queryKey: ['drafts'],
    queryFn: async ({ signal }) => (await get<{ items: Draft[] }>('/drafts', {}, signal)).items,
  });
}

/** Handed in, a draft is a version of its regulation that can be put in force. */
export function useSubmitDraft(onDone: (id: string) => void) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (folder: string) =>
      request<{ id: string }>('POST', `/drafts/${encodeURIComponent(folder)}/submission`),
    onSuccess: async ({ id }) => {
      await cache.invalidateQueries({ queryKey: ['drafts'] });
      onDone(id);
    },
  });
}
