import { describe, expect, it } from 'vitest';
import { toHant } from '../../tools/hant.mjs';
import { sources } from '../test/sources';
import en from './en.json';
import hans from './zh-Hans.json';
import hant from './zh-Hant.json';

type Texts = { [key: string]: string | Texts };

function flat(texts: Texts, prefix = ''): Map<string, string> {
  const all = new Map<string, string>();
  for (const [key, value] of Object.entries(texts)) {
    if (typeof value === 'string') all.set(prefix + key, value);
    else for (const [inner, text] of flat(value, `${prefix}${key}.`)) all.set(inner, text);
  }
  return all;
}

const source = flat(hans);
const places = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((m) => m[1]).sort();

describe('the texts', () => {
  it.each([
    ['zh-Hant', flat(hant)],
    ['en', flat(en)],
  ])('%s has the keys and the placeholders of the source', (_, texts) => {
    expect([...texts.keys()].sort()).toEqual([...source.keys()].sort());
    for (const [key, text] of source) {
      expect([key, places(texts.get(key) ?? '')]).toEqual([key, places(text)]);
    }
  });

  it('makes the traditional texts from the source and the glossary, by tools/hant.mjs', () => {
    expect(`${JSON.stringify(hant, null, 2)}\n`).toBe(toHant());
  });

  it('has a text for every key that the code asks for', () => {
    const keys = new Set(source.keys());
    const groups = [...keys].map((key) => key.slice(0, key.lastIndexOf('.')));
    const missing: string[] = [];
    for (const file of sources('.ts', '.tsx')) {
      for (const [, key = ''] of file.text.matchAll(/\bt\(\s*'([\w-]+(?:\.[\w-]+)+)'/g)) {
        if (!keys.has(key)) missing.push(`${file.path}: ${key}`);
      }
      for (const [, stem = ''] of file.text.matchAll(/\bt\(\s*`([\w.]+)\.\$\{/g)) {
        if (!groups.includes(stem)) missing.push(`${file.path}: ${stem}.*`);
      }
    }
    expect(missing).toEqual([]);
  });

  it('has no text that nothing asks for', () => {
    const code = sources('.ts', '.tsx')
      .map((file) => file.text)
      .join('\n');
    const unused = [...source.keys()].filter((key) => {
      const stem = key.slice(0, key.lastIndexOf('.'));
      return (
        !code.includes(`'${key}'`) &&
        !code.includes(`\`${stem}.\${`) &&
        !code.includes(`${stem}.\${`)
      );
    });
    expect(unused).toEqual([]);
  });
});
