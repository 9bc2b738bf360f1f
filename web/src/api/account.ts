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

export type SecondFactor = {
  offered: boolean;
  on: boolean;
  required: boolean;
  recovery_codes: number;
};

export function useSecondFactor() {
  return useQuery({
    queryKey: keys.secondFactor,
    queryFn: ({ signal }) => get<SecondFactor>('/second-factor', {}, signal),
  });
}

/** A new key for the telephone, told once. */
export function useBeginSecondFactor() {
  return useMutation({
    mutationFn: (body: { password: string }) =>
      request<{ key: string; address: string }>('POST', '/second-factor/begin', { body }),
  });
}

/** Turns it on; what comes back are the recovery codes, told once. */
export function useConfirmSecondFactor() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async (body: { code: string }) =>
      (await request<{ recovery_codes: string[] }>('POST', '/second-factor/confirm', { body }))
        .recovery_codes,
    onSuccess: () => cache.invalidateQueries(),
  });
}

/** New recovery codes in place of those before, told once. */
export function useRenewRecoveryCodes() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async (body: { password: string; code: string }) =>
      (
        await request<{ recovery_codes: string[] }>('POST', '/second-factor/recovery-codes', {
          body,
        })
      ).recovery_codes,
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.secondFactor }),
  });
}

export function useDropSecondFactor() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: { password: string; code: string }) =>
      request<void>('POST', '/second-factor/drop', { body }),
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.secondFactor }),
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
