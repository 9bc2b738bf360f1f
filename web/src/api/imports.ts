import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get, languageQuery, request } from './client';
import type { ImportJob, ImportTable } from './types';

/** A command whose records may come from a table. */
export type Importable = { pack: string; command: string; title: string };

export type TableAsked = { upload: string; pack: string; command: string; sheet?: string };
export type ImportAsked = TableAsked & {
  columns: Record<string, string>;
  fixed: Record<string, string>;
  mode: 'check' | 'import';
  duplicates: 'skip' | 'take';
};

export function useImportables() {
  return useQuery({
    queryKey: ['imports'],
    queryFn: async ({ signal }) =>
      (await get<{ items: Importable[] }>('/imports', {}, signal)).items,
    staleTime: 60_000,
  });
}

/** What stands in an uploaded file, and what its columns may mean. */
export function useImportTable(asked: TableAsked | undefined) {
  return useQuery({
    queryKey: ['import-table', asked],
    queryFn: ({ signal }) =>
      request<ImportTable>('POST', '/imports/tables', { body: asked, signal }),
    enabled: asked !== undefined,
    retry: false,
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
}

/** The job is known from its beginning on, so that a page can turn to it at once. */
export function useBeginImport(onBegun: (job: ImportJob) => void) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (asked: ImportAsked) => request<ImportJob>('POST', '/imports', { body: asked }),
    onSuccess: (job) => {
      cache.setQueryData(['import', job.id], job);
      onBegun(job);
    },
  });
}

export const isOver = (job: ImportJob | undefined) =>
  job !== undefined && job.state !== 'waiting' && job.state !== 'running';

const betweenLooks = 400;

/** How far it is: asked again until it is over. */
export function useImportJob(id: string | undefined) {
  return useQuery({
    queryKey: ['import', id],
    queryFn: ({ signal }) => get<ImportJob>(`/imports/${id}`, {}, signal),
    enabled: id !== undefined,
    refetchInterval: (query) => (isOver(query.state.data) ? false : betweenLooks),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}

export const useStopImport = () =>
  useMutation({ mutationFn: (id: string) => request<void>('DELETE', `/imports/${id}`) });

export const faultyAddress = (id: string, format: 'xlsx' | 'csv') =>
  `/api/v1/imports/${id}/faulty?format=${format}&${languageQuery()}`;
