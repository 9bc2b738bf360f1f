// Compares data/calendars/statutory_cn.yaml with the npm package chinese-days, for every year that both
// know. Exit status: 0 equal, 1 different, 77 when the package is not installed in web/node_modules.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const tablePath = join(root, 'data/calendars/statutory_cn.yaml');
const packageYears = join(root, 'web/node_modules/chinese-days/dist/years');

/** Reads the part of YAML that the table is written in; the program's own reader checks the rest. */
function readTable(text) {
  const names = new Map();
  const years = new Map();
  let section = '';
  let year = 0;
  let kind = '';
  for (const line of text.split('\n')) {
    const top = /^(\w+):/.exec(line);
    const name = /^ {2}(\w+): \{zh: ([^,]+), en: (.+)\}$/.exec(line);
    const days = /^ {6}(\w+): \[(.+)\]$/.exec(line);
    if (top) section = top[1];
    else if (section === 'names' && name) names.set(name[1], { zh: name[2], en: name[3] });
    else if (section === 'years' && /^ {2}\d{4}:$/.test(line)) {
      year = Number(line.trim().slice(0, 4));
      years.set(year, new Map());
    } else if (/^ {4}\w+:$/.test(line)) kind = line.trim().slice(0, -1);
    else if (kind !== 'notices' && days) {
      for (const date of days[2].split(', ').flatMap(expand)) {
        years.get(year).set(date, { kind, name: names.get(days[1]) });
      }
    }
  }
  return years;
}

function expand(range) {
  const [first, last = first] = range.split('..');
  const dates = [];
  for (let t = Date.parse(first); t <= Date.parse(last); t += 86_400_000) {
    dates.push(new Date(t).toISOString().slice(0, 10));
  }
  return dates;
}

function readPackage(year) {
  const { holidays, workdays } = JSON.parse(readFileSync(join(packageYears, `${year}.json`), 'utf8'));
  const days = new Map();
  for (const [kind, dates] of [['days_off', holidays], ['make_up_workdays', workdays]]) {
    for (const [date, label] of Object.entries(dates)) {
      days.set(date, { kind, zh: label.split(',')[1] });
    }
  }
  return days;
}

function differences(year, ours, theirs) {
  const found = [];
  for (const date of new Set([...ours.keys(), ...theirs.keys()])) {
    const own = ours.get(date);
    const other = theirs.get(date);
    if (!own || !other || own.kind !== other.kind) {
      found.push(`${date}: ${own?.kind ?? 'by the week'} here, ${other?.kind ?? 'by the week'} there`);
    } else if (!own.name?.zh.startsWith(other.zh)) {
      // The package says 清明 for 清明节.
      found.push(`${date}: ${own.name?.zh} here, ${other.zh} there`);
    }
  }
  if (theirs.size === 0) found.push(`${year}: the package holds no day`);
  return found;
}

if (!existsSync(packageYears)) {
  console.log('chinese-days is not installed in web/node_modules: nothing to compare with');
  process.exit(77);
}
const years = readTable(readFileSync(tablePath, 'utf8'));
const found = [];
for (const [year, days] of years) found.push(...differences(year, days, readPackage(year)));
for (const needed of [2025, 2026]) if (!years.has(needed)) found.push(`${needed} is missing`);
found.forEach((line) => console.log(line));
console.log(`${years.size} years compared, ${found.length} differences`);
process.exit(found.length === 0 ? 0 : 1);
