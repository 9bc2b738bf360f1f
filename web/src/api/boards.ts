import { type QueryClient, useQuery } from '@tanstack/react-query';
import { get } from './client';
import { keys } from './keys';
import type { Block, Board, BoardHead } from './types';

export function useBoards() {
  return useQuery({
    queryKey: [...keys.boards, 'list'],
    queryFn: async ({ signal }) => (await get<{ items: BoardHead[] }>('/boards', {}, signal)).items,
    staleTime: 300_000,
  });
}

const pathOf = (pack: string, id: string) =>
  `/boards/${encodeURIComponent(pack)}/${encodeURIComponent(id)}`;

const halfMinute = 30_000;
/** More at once, and the whole board is less. */
const cellsOneByOne = 20;

/** Kept fresh by the server's events; the interval is for a line that was cut. */
export function useBoard(pack: string, id: string) {
  return useQuery({
    queryKey: [...keys.boards, pack, id],
    queryFn: ({ signal }) => get<Board>(pathOf(pack, id), {}, signal),
    refetchInterval: ({ state }) =>
      state.data?.board.kind === 'grid' ? 10 * halfMinute : halfMinute,
  });
}

export type Changed = { id: string; pack: string; type: string };

/**
 * The blocks with the cell `id` as it is now; `now` is empty where it is not to be seen any more. Null
 * where a new block came of it. What has not changed is the same object as before.
 */
export function withCell(blocks: Block[], id: string, now: Block[]): Block[] | null {
  const place = now[0];
  const cell = place?.cells[0];
  if (place && !blocks.some((block) => block.title === place.title)) return null;
  return blocks.map((block) => {
    const at = block.cells.findIndex((one) => one[0] === id);
    const belongs = block.title === place?.title;
    if (at < 0 && !belongs) return block;
    const cells = [...block.cells];
    if (at < 0 && cell) cells.push(cell);
    else if (belongs && cell) cells[at] = cell;
    else cells.splice(at, 1);
    return { ...block, cells };
  });
}

/** One cell of a grid as it is now; the whole grid where that cannot be told. */
async function refreshCell(cache: QueryClient, head: BoardHead, cell: string) {
  const queryKey = [...keys.boards, head.pack, head.id];
  const now = await get<Board>(pathOf(head.pack, head.id), { cell });
  cache.setQueryData<Board>(queryKey, (board) => {
    const blocks = board?.blocks && withCell(board.blocks, cell, now.blocks ?? []);
    if (board && blocks) return { ...board, blocks };
    void cache.invalidateQueries({ queryKey });
    return board;
  });
}

/** Of a grid only the cells that changed are fetched: it may have ten thousand. */
function refreshGrid(cache: QueryClient, head: BoardHead, changed: Changed[], isFetching: boolean) {
  const cells = changed.filter((one) => one.pack === head.pack && one.type === head.type);
  if (cells.length === 0) return;
  const queryKey = [...keys.boards, head.pack, head.id];
  const isShown = cache.getQueryCache().find({ queryKey })?.isActive();
  // What is under way may have been read before the change.
  if (!isShown || isFetching || cells.length > cellsOneByOne) {
    void cache.invalidateQueries({ queryKey });
    return;
  }
  for (const cell of cells) {
    refreshCell(cache, head, cell.id).catch(() => cache.invalidateQueries({ queryKey }));
  }
}

/** Tells the boards what has changed. */
export function refreshBoards(cache: QueryClient, changed: Changed[]) {
  for (const query of cache.getQueryCache().findAll({ queryKey: keys.boards })) {
    const board = query.state.data as Board | undefined;
    if (board?.board?.kind === 'grid') {
      refreshGrid(cache, board.board, changed, query.state.fetchStatus === 'fetching');
    } else {
      void cache.invalidateQueries({ queryKey: query.queryKey, exact: true });
    }
  }
}
