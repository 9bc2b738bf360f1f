// Rows of a benchmark as tables: on the terminal, and as docs/performance.md.

import { median } from './tools.mjs';

const time = (value) => {
  if (!Number.isFinite(value)) return '–';
  const [factor, unit] = value < 1e-6 ? [1e9, 'ns'] : value < 1e-3 ? [1e6, 'µs'] : value < 1 ? [1e3, 'ms'] : [1, 's'];
  return `${Number((value * factor).toPrecision(3))} ${unit}`;
};
const count = (value) => (Number.isFinite(value) ? Math.round(value).toLocaleString('en-US') : '–');
const ratio = (value) => (Number.isFinite(value) ? value.toFixed(2) : '–');
const medianOf = (runs, key) => (runs?.length ? median(runs.map((one) => one[key])) : NaN);

/**
 * row: {path, unit: 'rate' | 'time', must?, reference?: [run], product: [run], note?}; a run has `rate` (a second) or
 * `p50` (seconds), and may have `p99`, `bad`. A ratio above 1 says that the product is faster.
 */
export function cells(row) {
  const key = row.unit === 'rate' ? 'rate' : 'p50';
  const show = row.unit === 'rate' ? (value) => `${count(value)} /s` : time;
  const reference = medianOf(row.reference, key);
  const product = medianOf(row.product, key);
  const share = row.unit === 'rate' ? product / reference : reference / product;
  const bad = row.product.reduce((sum, one) => sum + (one.bad ?? 0), 0);
  const notes = [row.note, bad ? `${bad} answers were no success` : ''].filter(Boolean).join('; ');
  return [
    row.path, Number.isFinite(reference) ? show(reference) : '–', show(product), ratio(share), row.must ?? '–',
    time(medianOf(row.reference, 'p99')), time(medianOf(row.product, 'p99')), notes];
}

export const head = ['path', 'reference', 'product', 'ratio', 'target', 'p99 ref.', 'p99 prod.', ''];

const width = (text) => [...text].reduce((sum, c) => sum + (/[\u2e80-\uffef]/.test(c) ? 2 : 1), 0);

export function toText(rows) {
  const lines = [head, ...rows.map(cells)];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => width(line[column]))));
  const pad = (text, column) => {
    const space = ' '.repeat(widths[column] - width(text));
    return column === 0 || column === head.length - 1 ? text + space : space + text;
  };
  return lines.map((line) => line.map(pad).join('  ').trimEnd()).join('\n');
}

export function toMarkdown(rows, about, left) {
  const line = (list) => `| ${list.join(' | ')} |`;
  return `# Performance

What the program does in a second beside what the machine allows on the same path with nothing else in the way. Figures of
one day on one machine: the *ratio* of the two, measured in turn in one run, is what can be compared. Written by
\`./dev bench --write\`; \`./dev bench --quick\` prints the same in two minutes. Nothing here is a test.

${about.map((item) => `- ${item}`).join('\n')}

${[head, head.map((_, i) => (i === 0 || i === head.length - 1 ? '---' : '---:')), ...rows.map(cells)].map(line).join('\n')}
${left.length ? `\nNot measured in this run:\n\n${left.map((item) => `- ${item}`).join('\n')}\n` : ''}
## What is compared

- The reference programs are in \`bench/reference/\`: the same libraries, one group-committing writer, the sync before the
  answer; no rights, no journal, no search index, no rules. What the product does besides is what its ratio shows.
- A case that is created is a complaint of the pack \`property-ladder\` on the demo company: token and rights checked, guards
  decided, journaled with its hash, findable by its words, its receipt kept for a retry, durable before the answer.
- Rates are medians of the rounds; \`p99\` is the median of the rounds' 99th percentiles. \`wrk\` runs on the same cores.
- Search is asked over HTTP by one caller; the time of a bare request (\`/healthz\`) is taken off, as the reference has none.
`;
}
