/** Bytes of the first view, as they go over the line: what the entry and the first page need. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { check } from './report.mjs';

const dist = join(import.meta.dirname, '../dist');
const budgetKB = 350;

function filesOf(manifest, names) {
  const seen = new Set();
  const walk = (name) => {
    if (seen.has(name)) return;
    seen.add(name);
    for (const next of manifest[name].imports ?? []) walk(next);
  };
  for (const name of names) walk(name);
  return [...seen].map((name) => manifest[name].file).filter((file) => file.endsWith('.js'));
}

export async function budget() {
  await check(`the first view needs at most ${budgetKB} KB of script`, async () => {
    const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'));
    const first = Object.keys(manifest).filter((name) =>
      /^index\.html$|features\/cases\/QueuePage|i18n\/zh-Hans|antd\/locale\/zh_CN/.test(name),
    );
    if (first.length < 3) throw new Error(`the manifest does not name the first view: ${first}`);
    const files = filesOf(manifest, first);
    const bytes = files.reduce((sum, file) => sum + statSync(join(dist, `${file}.gz`)).size, 0);
    console.log(`      ${Math.round(bytes / 1024)} KB in ${files.length} files`);
    if (bytes > budgetKB * 1024) throw new Error(`${Math.round(bytes / 1024)} KB`);
  });
}
