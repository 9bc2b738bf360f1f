import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get, request } from './client';
import { syncServerTime } from './clock';
import { keys } from './keys';
import { forgetForms, keepFormsOf } from './leftBehind';
import type { Me } from './types';

function welcome(me: Me): Me {
  syncServerTime(me.clock.now, me.clock.virtual);
  return me;
}

export function useMe() {
  return useQuery({
    queryKey: keys.me,
    queryFn: async ({ signal }) => welcome(await get<Me>('/me', {}, signal)),
    staleTime: 300_000,
  });
}

export function useSignIn() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async (body: { login: string; password: string; code?: string }) =>
      welcome(await request<Me>('POST', '/session', { body })),
    onSuccess: (me) => {
      // What another person saw on this machine is not this person's to see.
      cache.removeQueries({ predicate: (query) => query.queryKey[0] !== 'me' });
      keepFormsOf(me.person.key);
      cache.setQueryData(keys.me, me);
    },
  });
}

export function useSignOut() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => request<void>('DELETE', '/session'),
    onSuccess: () => {
      cache.clear();
      forgetForms();
      window.location.assign('/');
    },
  });
}

export function useAdvanceClock() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (advance_seconds: number) =>
      request<{ now?: string } | undefined>('POST', '/clock', { body: { advance_seconds } }),
    onSuccess: async (answer) => {
      syncServerTime(answer?.now);
      await cache.invalidateQueries();
    },
  });
}
