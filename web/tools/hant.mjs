/** Makes the traditional texts: the machine's draft, then the reviewed glossary over it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Converter } from 'opencc-js';

const folder = new URL('../src/i18n/', import.meta.url);
const read = (name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));

export function toHant() {
  const convert = Converter({ from: 'cn', to: 'twp' });
  const words = Object.entries(read('hant-glossary.json').words);
  const text = (source) => words.reduce((t, [from, to]) => t.replaceAll(from, to), convert(source));
  const walk = (value) =>
    typeof value === 'string'
      ? text(value)
      : Object.fromEntries(Object.entries(value).map(([key, one]) => [key, walk(one)]));
  const made = walk(read('zh-Hans.json'));
  made.language = read('zh-Hans.json').language;
  return `${JSON.stringify(made, null, 2)}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(new URL('zh-Hant.json', folder), toHant());
}
