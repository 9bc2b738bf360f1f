import type { Values } from '../../ui/form/values';

/** A half-filled form survives the tab, until it is sent or thrown away. */
const keyOf = (pack: string, command: string) => `guiju-draft-${pack}-${command}`;

export function readDraft(pack: string, command: string): Values | undefined {
  const stored = localStorage.getItem(keyOf(pack, command));
  if (!stored) return undefined;
  try {
    return JSON.parse(stored) as Values;
  } catch {
    // Not written by this page; a form that opens empty is better than one that does not open.
    return undefined;
  }
}

export function writeDraft(pack: string, command: string, values: Values) {
  localStorage.setItem(keyOf(pack, command), JSON.stringify(values));
}

export function dropDraft(pack: string, command: string) {
  localStorage.removeItem(keyOf(pack, command));
}
