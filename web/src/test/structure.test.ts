import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sources } from './sources';

const code = sources('.ts', '.tsx').filter((file) => !file.path.startsWith('test/'));
const floors = ['api', 'ui', 'features', 'app'];

function importsOf(file: { path: string; text: string }): string[] {
  const found = [...file.text.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)];
  return found.map((match) => normalize(join(dirname(file.path), match[1] ?? '')));
}

const placeOf = (path: string) => path.split('/').slice(0, 2);

describe('the floors of the page', () => {
  it('imports only what lies below: api, ui, features, app', () => {
    const wrong = code.flatMap((file) =>
      importsOf(file).flatMap((target) => {
        const [from = '', to = ''] = [placeOf(file.path)[0], placeOf(target)[0]];
        const upward = floors.indexOf(to) > floors.indexOf(from) && floors.includes(from);
        return upward ? [`${file.path} -> ${target}`] : [];
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('lets no feature import another', () => {
    const wrong = code.flatMap((file) =>
      importsOf(file).flatMap((target) => {
        const [floor, feature] = placeOf(file.path);
        const [targetFloor, targetFeature] = placeOf(target);
        const crosses = floor === 'features' && targetFloor === 'features';
        return crosses && feature !== targetFeature ? [`${file.path} -> ${target}`] : [];
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('keeps files under 500 lines', () => {
    const long = sources('.ts', '.tsx', '.css').filter((f) => f.text.split('\n').length > 500);
    expect(long.map((file) => file.path)).toEqual([]);
  });

  it('writes no Chinese in code: words for people are in i18n', () => {
    const withoutComments = (text: string) =>
      text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
    const punctuationOfLists = /tokenSeparators=.*/g;
    const chinese = code.filter((file) =>
      /[\u3000-\u9fff\uff00-\uffef]/.test(
        withoutComments(file.text).replace(punctuationOfLists, ''),
      ),
    );
    expect(chinese.map((file) => file.path)).toEqual([]);
  });

  it('takes colours from the tokens only', () => {
    const tokens = new Set(['ui/tokens.css', 'ui/theme.ts']);
    const raw = sources('.ts', '.tsx', '.css')
      .filter((file) => !tokens.has(file.path) && !file.path.startsWith('test/'))
      .filter((file) =>
        /#[0-9a-f]{3,8}\b(?![\w-]*['"`]?\s*\))|\brgba?\(|\bhsla?\(/i.test(
          file.text.replace(/['"`]#[a-z]\w*/gi, ''),
        ),
      );
    expect(raw.map((file) => file.path)).toEqual([]);
  });
});
