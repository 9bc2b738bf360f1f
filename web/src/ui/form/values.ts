import type { Input } from '../../api/types';

export type Values = Record<string, unknown>;

export const elementType = (type: string) =>
  type.startsWith('list of ') ? type.slice('list of '.length) : undefined;

export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  if (typeof value === 'object') return Object.values(value).every(isEmpty);
  return false;
}

/** What an unfilled form holds: the defaults that the pack states, one empty row for a needed list. */
export function initialValues(inputs: Input[], given: Values = {}): Values {
  const values: Values = {};
  for (const input of inputs) {
    const value = given[input.name] ?? input.default;
    if (!isEmpty(value)) values[input.name] = value;
    else if (input.of && input.required) values[input.name] = [initialValues(input.of)];
  }
  return values;
}

/** What is sent: only what is filled, only what the form asks for. */
export function payloadOf(inputs: Input[], values: Values): Values {
  const payload: Values = {};
  for (const input of inputs) {
    const value = values[input.name];
    if (isEmpty(value)) continue;
    if (input.of && Array.isArray(value)) {
      const { of } = input;
      const rows = (value as Values[])
        .map((row) => payloadOf(of, row))
        .filter((row) => !isEmpty(row));
      if (rows.length > 0) payload[input.name] = rows;
    } else payload[input.name] = value;
  }
  return payload;
}

/** Field names that a refusal points at, `items/0/summary` style pointers included. */
export function faultyFields(problem: { field?: string; fields?: string[]; pointer?: string }) {
  const names = new Set(problem.fields ?? []);
  if (problem.field) names.add(problem.field);
  const pointed = /^\/with\/([^/]+)/.exec(problem.pointer ?? '');
  if (pointed?.[1]) names.add(pointed[1]);
  return names;
}
