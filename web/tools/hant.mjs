/** Makes the traditional texts: the machine's draft, then the reviewed glossary over it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Converter } from 'opencc-js';

const folder = join(import.meta.dirname, '../src/i18n');
const read = (name) => JSON.parse(readFileSync(join(folder, name), 'utf8'));

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
  writeFileSync(join(folder, 'zh-Hant.json'), toHant());
}
