import { useQuery } from '@tanstack/react-query';
import { get } from './client';
import { keys } from './keys';
import type { Board, BoardHead } from './types';

export function useBoards() {
  return useQuery({
    queryKey: [...keys.boards, 'list'],
    queryFn: async ({ signal }) => (await get<{ items: BoardHead[] }>('/boards', {}, signal)).items,
    staleTime: 300_000,
  });
}

/** Kept fresh by the server's events; the interval is for a line that was cut. */
export function useBoard(pack: string, id: string) {
  return useQuery({
    queryKey: [...keys.boards, pack, id],
    queryFn: ({ signal }) =>
      get<Board>(`/boards/${encodeURIComponent(pack)}/${encodeURIComponent(id)}`, {}, signal),
    refetchInterval: 30_000,
  });
}
