import { describe, expect, it } from 'vitest';
import type { Row, ToDecide } from '../../api/types';
import { withHeld } from './held';

const item = (id: string): ToDecide => ({
  case: { id } as Row,
  fields: [],
  is_mine: true,
  actions: [],
});
const ids = (items: ToDecide[]) => items.map((one) => one.case.id).join();

describe('a decision whose form is open', () => {
  it('stays where it was when it has left the list', () => {
    const held = [
      { item: item('d'), at: 3 },
      { item: item('b'), at: 1 },
    ];
    expect(ids(withHeld([item('a'), item('c')], held))).toBe('a,b,c,d');
  });

  it('stands there once while it is in the list, as the list has it', () => {
    const fresh = item('b');
    const shown = withHeld([item('a'), fresh], [{ item: item('b'), at: 0 }]);
    expect(ids(shown)).toBe('a,b');
    expect(shown[1]).toBe(fresh);
  });

  it('comes last when the list has become shorter than its place', () => {
    expect(ids(withHeld([], [{ item: item('b'), at: 4 }]))).toBe('b');
  });
});
