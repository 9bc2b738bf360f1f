import { useSearchParams } from 'react-router';
import type { CaseFilter } from '../../api/cases';

export const filterNames = [
  'pack',
  'type',
  'state',
  'site',
  'owner',
  'department',
  'client',
  'due',
  'open',
  'q',
  'sort',
] as const satisfies readonly (keyof CaseFilter)[];

/** The lists that people ask for by name; each is nothing but a filter in the address. */
export const views: { id: string; filter: CaseFilter }[] = [
  { id: 'mine', filter: { owner: 'me', open: 'true' } },
  { id: 'overdue', filter: { due: 'overdue' } },
  { id: 'today', filter: { due: 'today' } },
  { id: 'week', filter: { due: 'week' } },
  { id: 'open', filter: { open: 'true' } },
  { id: 'all', filter: { sort: '-created' } },
];
const viewNames = ['owner', 'due', 'open', 'sort'] as const;

export function viewOf(filter: CaseFilter): string | undefined {
  return views.find((view) =>
    viewNames.every((name) => (view.filter[name] ?? '') === (filter[name] ?? '')),
  )?.id;
}

/** Address is state: the filter and the open case are in the URL, so that a link shows the same. */
export function useCaseFilter() {
  const [params, setParams] = useSearchParams();
  const filter: CaseFilter = {};
  for (const name of filterNames) {
    const value = params.get(name);
    if (value) filter[name] = value;
  }
  if ([...params.keys()].every((name) => name === 'show')) filter.open = 'true';
  const change = (changed: CaseFilter, isWhole = false) => {
    const next = isWhole ? changed : { ...filter, ...changed };
    const entries = Object.entries(next).filter(([, value]) => value);
    setParams(new URLSearchParams(entries as [string, string][]), { replace: !isWhole });
  };
  const shown = params.get('show') ?? undefined;
  const show = (id: string | undefined) =>
    setParams(
      (old) => {
        const next = new URLSearchParams(old);
        if (id) next.set('show', id);
        else next.delete('show');
        return next;
      },
      { replace: true },
    );
  return { filter, change, shown, show };
}
