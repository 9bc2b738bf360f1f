import type { ToDecide } from '../../api/types';

/** A decision whose form is open, and where it stood when it was opened. */
export type Held = { item: ToDecide; at: number };

const isIn = (items: ToDecide[], { item }: Held) =>
  items.some((one) => one.case.id === item.case.id);

/**
 * The list with whatever is open put back where it stood. A decision that others have taken leaves
 * the list with the next answer; what somebody is typing must not leave with it.
 */
export function withHeld(items: ToDecide[], held: Held[]): ToDecide[] {
  const gone = held.filter((one) => !isIn(items, one)).toSorted((a, b) => a.at - b.at);
  const kept = [...items];
  for (const { item, at } of gone) kept.splice(at, 0, item);
  return kept;
}
