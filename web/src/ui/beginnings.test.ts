import { beforeEach, describe, expect, it } from 'vitest';
import type { Action } from '../api/types';
import { byPack, byUse, noteBegun, recentFirst, recentOf } from './beginnings';

const action = (key: string) => {
  const [pack, command] = key.split('/');
  return { pack, command, title: command } as Action;
};
const keysOf = (actions: Action[]) => actions.map((one) => `${one.pack}/${one.command}`);
const offered = (...keys: string[]) =>
  keys.map((key) => ({ key, action: action(key), packTitle: key.split('/')[0] ?? '' }));

const all = ['company/client', 'desk/a', 'ladder/a', 'ladder/b'].map(action);

describe('what a person may begin', () => {
  beforeEach(() => localStorage.clear());

  it('comes by the regulation in which the person owes most, the shared records last', () =>
    expect(keysOf(byUse(all, ['desk', 'desk', 'ladder']))).toEqual([
      'desk/a',
      'ladder/a',
      'ladder/b',
      'company/client',
    ]));
  it('comes by the regulation that offers most where nothing is owed', () =>
    expect(keysOf(byUse(all, []))[0]).toBe('ladder/a'));
  it('begins with what was begun last', () => {
    noteBegun('周敏', action('ladder/a'));
    noteBegun('周敏', action('company/client'));
    noteBegun('周敏', action('ladder/a'));
    expect(recentOf('周敏')).toEqual(['ladder/a', 'company/client']);
    expect(recentOf('吴倩')).toEqual([]);
    const list = offered('desk/a', 'ladder/a', 'company/client');
    expect(recentFirst(list, recentOf('周敏')).map((one) => one.key)).toEqual([
      'ladder/a',
      'company/client',
      'desk/a',
    ]);
  });
  it('is grouped by regulation', () =>
    expect(byPack(offered('desk/a', 'ladder/a', 'desk/b')).map((one) => one.items.length)).toEqual([
      2, 1,
    ]));
});
