import { type ClauseEffect, type ClauseUse, clauseEffects } from '../../api/clauseUse';

/** By what it did; `never`: it could have, and did not; `silent`: it cannot by itself. */
export type UseKind = ClauseEffect | 'never' | 'silent';
export const useKinds: readonly UseKind[] = [...clauseEffects, 'never', 'silent'];

const isUsed = (use: ClauseUse) => clauseEffects.some((effect) => use[effect] > 0);

export function isOfKind(use: ClauseUse, kind: UseKind): boolean {
  if (kind === 'never') return use.decides && !isUsed(use);
  if (kind === 'silent') return !use.decides && !isUsed(use);
  return use[kind] > 0;
}

export const usesOfKind = (uses: ClauseUse[], kind: string | null) =>
  uses.filter((use) => !kind || isOfKind(use, kind as UseKind));
