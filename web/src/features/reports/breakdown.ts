import type { Action, Input, PackView } from '../../api/types';

/** A part of a report: one number a name (drawn), or rows and columns (a table only). */
export type Breakdown =
  | { kind: 'counts'; rows: { key: string; title: string; value: number }[] }
  | { kind: 'table'; columns: string[]; rows: string[][] };

type Titles = Map<string, string>;

function collect(inputs: Input[], titles: Titles) {
  for (const input of inputs) {
    titles.set(input.name, input.title);
    for (const choice of input.choices ?? []) titles.set(String(choice.value), choice.title);
    if (input.of) collect(input.of, titles);
  }
}

/** The words of a pack for the values it stores: choices, states, codes, departments by their key. */
export function titlesOf(pack: PackView | undefined): Titles {
  const titles: Titles = new Map();
  for (const type of pack?.types ?? []) {
    for (const command of type.commands as Action[]) collect(command.inputs ?? [], titles);
    for (const state of type.states) titles.set(state.id, state.title);
  }
  for (const code of pack?.codes ?? []) titles.set(code.code, code.title);
  return titles;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const text = (value: unknown, titles: Titles): string => {
  if (value === null || value === undefined) return '';
  if (typeof value === 'object') return JSON.stringify(value);
  return titles.get(String(value)) ?? String(value);
};

function tableOf(rows: Record<string, unknown>[], titles: Titles): Breakdown {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return {
    kind: 'table',
    columns: names.map((name) => titles.get(name) ?? name),
    rows: rows.map((row) => names.map((name) => text(row[name], titles))),
  };
}

/** What can be shown of a field's value beyond its text; undefined where the text says it all. */
export function breakdownOf(value: unknown, titles: Titles): Breakdown | undefined {
  if (Array.isArray(value)) {
    const rows = value.filter(isRecord);
    if (rows.length === 0) return undefined;
    const [labelName, countName] = Object.keys(rows[0] ?? {});
    const isCounted = rows.every((row) => Object.keys(row).length === 2);
    if (
      isCounted &&
      labelName &&
      countName &&
      rows.every((r) => typeof r[countName] === 'number')
    ) {
      const counts = rows.map((row) => {
        const key = String(row[labelName]);
        return { key, title: titles.get(key) ?? key, value: Number(row[countName]) };
      });
      return { kind: 'counts', rows: counts };
    }
    return tableOf(rows, titles);
  }
  if (!isRecord(value) || Object.keys(value).length === 0) return undefined;
  const entries = Object.entries(value);
  if (entries.every(([, one]) => typeof one === 'number')) {
    return {
      kind: 'counts',
      rows: entries.map(([key, one]) => ({
        key,
        title: titles.get(key) ?? key,
        value: Number(one),
      })),
    };
  }
  if (entries.every(([, one]) => isRecord(one))) {
    return tableOf(
      entries.map(([key, one]) => ({ '': titles.get(key) ?? key, ...(one as object) })),
      titles,
    );
  }
  return tableOf([value], titles);
}
