import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get, request } from './client';
import { keys } from './keys';

/** One place where I am signed in. */
export type SessionRow = { id: string; created_at: string; expires_at: string; current: boolean };

export function useSessions() {
  return useQuery({
    queryKey: keys.sessions,
    queryFn: async ({ signal }) =>
      (await get<{ items: SessionRow[] }>('/sessions', {}, signal)).items,
  });
}

/** Ends one session, or without `id` all but this one. */
export function useEndSessions() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: { password: string; id?: string }) =>
      request<void>('POST', '/sessions/end', { body }),
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.sessions }),
  });
}

export function useChangePassword() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: { password: string; new_password: string }) =>
      request<void>('POST', '/password', { body }),
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.sessions }),
  });
}
