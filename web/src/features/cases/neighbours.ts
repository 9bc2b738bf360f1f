/** The list one came from, so that J and K go on inside a case. Kept for the tab only. */
const storageKey = 'guiju-queue';

export function rememberQueue(ids: string[]) {
  sessionStorage.setItem(storageKey, JSON.stringify(ids));
}

export function useNeighbours(id: string): { previous?: string; next?: string } {
  const ids = JSON.parse(sessionStorage.getItem(storageKey) ?? '[]') as string[];
  const at = ids.indexOf(id);
  return at < 0 ? {} : { previous: ids[at - 1], next: ids[at + 1] };
}
