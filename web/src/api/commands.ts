import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { refreshBoards } from './boards';
import { get, request } from './client';
import { keys } from './keys';
import type { Action, Input, Receipt, Row, Script } from './types';

export type Values = Record<string, unknown>;
export type CommandRequest = {
  pack: string;
  command: string;
  on?: string;
  with: Values;
  /** Made by the click; a retry of the same click uses the same one. */
  idempotencyKey: string;
  /** The version that was on the screen when the person decided. */
  version?: number;
};

export const sendCommand = (sent: CommandRequest) =>
  request<Receipt>(
    'POST',
    `/commands/${encodeURIComponent(sent.pack)}/${encodeURIComponent(sent.command)}`,
    {
      body: { on: sent.on, with: sent.with },
      idempotencyKey: sent.idempotencyKey,
      version: sent.version,
    },
  );

/** Waits for the server's word: money, clients and deadlines are never shown before it. */
export function useCommand() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: sendCommand,
    onSuccess: () => {
      refreshBoards(cache, []); // of grids the server's events tell
      return Promise.all([
        cache.invalidateQueries({ queryKey: keys.cases }),
        cache.invalidateQueries({ queryKey: keys.desk }),
        cache.invalidateQueries({ queryKey: keys.approvals }),
        cache.invalidateQueries({ queryKey: keys.ledgers }),
        cache.invalidateQueries({ queryKey: ['case'] }),
        cache.invalidateQueries({ queryKey: keys.clients }),
      ]);
    },
  });
}

export function useBeginnings() {
  return useQuery({
    queryKey: keys.commands,
    queryFn: async ({ signal }) => (await get<{ items: Action[] }>('/commands', {}, signal)).items,
    staleTime: 60_000,
  });
}

/** On file already: `row` is absent where one may not see it, `into` is the input that takes it. */
export type Alike = { type: string; title: string; by: string; into?: string; row?: Row };
export type Screen = { scripts: Script[]; inputs: Input[]; alike: Alike[] };

/** What to say and check while the form is filled like this. `with` is what stands in it by now. */
export function useScreen(pack: string, command: string, on: string | undefined, values: Values) {
  return useQuery({
    queryKey: ['screen', pack, command, on, values],
    queryFn: ({ signal }) =>
      request<Screen>('POST', '/screens', { body: { pack, command, on, with: values }, signal }),
    placeholderData: (previous) => previous,
    staleTime: 30_000,
    retry: false,
  });
}

export const newIdempotencyKey = () => crypto.randomUUID();
