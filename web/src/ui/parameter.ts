import type { TFunction } from 'i18next';
import type { PackView } from '../api/packs';
import type { Parameter } from '../api/types';

/** What the pack calls the ids that its parameters hold: answers of its forms, posts, states. */
export function namesOf(pack: PackView): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const note = (id: unknown, title: string) => {
    if (typeof id === 'string' && !names.has(id)) names.set(id, title);
  };
  for (const role of pack.roles) note(role.id, role.title);
  const inputs = pack.types.flatMap((type) => type.commands.flatMap((command) => command.inputs));
  for (const choice of inputs.flatMap((input) => input.choices ?? [])) {
    note(choice.value, choice.title);
  }
  for (const state of pack.types.flatMap((type) => type.states)) note(state.id, state.title);
  for (const input of inputs) note(input.name, input.title);
  return names;
}

const duration = /^P(?:T(?=\d+[HM])|(?=\d+D))(\d+)([DHM])$/;
const durationUnits: Record<string, string> = { D: 'days', H: 'hours', M: 'minutes' };

function plainText(t: TFunction, value: unknown, names: ReadonlyMap<string, string>): string {
  if (value === null || value === undefined) return '—';
  if (typeof value === 'boolean') return value ? t('form.yes') : t('form.no');
  if (Array.isArray(value)) {
    return value.map((one) => plainText(t, one, names)).join(t('list.comma')) || '—';
  }
  if (typeof value === 'object') {
    return Object.entries(value)
      .map(([name, one]) => `${names.get(name) ?? name}→${plainText(t, one, names)}`)
      .join(t('list.semicolon'));
  }
  const [, amount, unit = ''] = duration.exec(String(value)) ?? [];
  if (amount) return `${amount} ${t(`unit.${durationUnits[unit]}`)}`;
  return names.get(String(value)) ?? String(value);
}

/** A parameter as people say it, with its unit. */
export function valueText(
  t: TFunction,
  { value, unit }: Parameter,
  names: ReadonlyMap<string, string>,
): string {
  const text = plainText(t, value, names);
  if (!unit || value === null || value === undefined) return text;
  return `${text} ${t(`unit.${unit.replaceAll(' ', '_')}`, { defaultValue: unit })}`;
}
