import type { Field } from '../../api/types';

/** A part of a report: one number a name (drawn), or rows and columns (a table only). */
export type Breakdown =
  | { kind: 'counts'; name: string; count: string; rows: { title: string; value: number }[] }
  | { kind: 'table'; columns: string[]; numbers: boolean[]; rows: string[][] };

/** What can be shown of a field beyond its text; undefined where the text says it all. */
export function breakdownOf(field: Field): Breakdown | undefined {
  const { table } = field;
  if (!table || table.rows.length === 0) return undefined;
  const { rows } = table;
  const columns = table.columns.map((column) => column.title);
  const [name = '', count = ''] = columns;
  const values = Array.isArray(field.value) ? (field.value as Record<string, unknown>[]) : [];
  const countName = table.columns[1]?.name ?? '';
  const counts = values.map((row) => row[countName]);
  if (columns.length === 2 && counts.every((one) => typeof one === 'number')) {
    return {
      kind: 'counts',
      name,
      count,
      rows: rows.map((row, index) => ({ title: row[0] ?? '', value: Number(counts[index]) })),
    };
  }
  const numbers = table.columns.map(({ name: column }) => {
    const stated = values.map((row) => row[column]).filter((value) => value != null);
    return stated.length > 0 && stated.every((value) => typeof value === 'number');
  });
  return { kind: 'table', columns, numbers, rows };
}
