import type { ImportJob, ImportTable, Input } from '../../api/types';

/** What the columns of a table mean: titles and inputs by name, and texts for empty cells. */
export type Plan = { columns: Record<string, string>; fixed: Record<string, string> };

/** What the server proposes, or what was settled the last time; of a job that is known, its own. */
export function planOf(table: ImportTable, job?: ImportJob): Plan {
  if (job) return { columns: { ...job.meant }, fixed: { ...job.fixed } };
  const columns: Record<string, string> = {};
  for (const { title, input } of table.columns) if (input) columns[title] = input;
  const filled = new Set(Object.values(columns));
  const fixed = Object.entries(table.fixed).filter(
    ([input]) => table.inputs.includes(input) && !filled.has(input),
  );
  return { columns, fixed: Object.fromEntries(fixed) };
}

/**
 * An input is filled by one column: the one before gives it up. What stood for it in every row goes
 * too, for nobody would see it any more.
 */
export function withColumn(plan: Plan, title: string, input: string | undefined): Plan {
  const columns = Object.fromEntries(
    Object.entries(plan.columns).filter(([other, meant]) => other !== title && meant !== input),
  );
  if (!input) return { ...plan, columns };
  columns[title] = input;
  return withFixed({ ...plan, columns }, input, '');
}

export function withFixed(plan: Plan, input: string, text: string): Plan {
  const fixed = Object.fromEntries(Object.entries(plan.fixed).filter(([name]) => name !== input));
  if (text) fixed[input] = text;
  return { ...plan, fixed };
}

/** Inputs that no column fills, those that are needed first. */
export function unfilled(plan: Plan, inputs: Input[]): Input[] {
  const filled = new Set(Object.values(plan.columns));
  const open = inputs.filter((input) => !filled.has(input.name));
  return open.toSorted((a, b) => Number(b.required) - Number(a.required));
}

/** What is needed and comes from nowhere. */
export function missing(plan: Plan, inputs: Input[]): Input[] {
  return unfilled(plan, inputs).filter(
    (input) => input.required && !plan.fixed[input.name] && input.default === undefined,
  );
}

/** Where the records are seen that an import makes: the newest first. */
export function listAddress(pack: string, type: string): string {
  if (pack === 'company' && type === 'client') return '/clients';
  return `/cases?${new URLSearchParams({ pack, type, sort: '-created' })}`;
}
