// The benchmark: every reference program and the product on the same path, in turn, as medians and ratios.
//   node bench/run.mjs [--quick] [--online] [--write] [--build FOLDER] [--guiju PROGRAM] [--data FOLDER] [--database FILE]
// --database: a company with the real complaints (docs/real-data.md) for the dry run; else the first of them are imported.
// --online leaves out what is measured without a server. It prints figures and asserts nothing. How to read them: docs/performance.md.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { offlineRows } from './offline.mjs';
import { toMarkdown, toText } from './report.mjs';
import { freePort, load, outputOf, readLines, startServer } from './tools.mjs';

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    online: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    build: { type: 'string', default: 'build' },
    guiju: { type: 'string' },
    data: { type: 'string', default: '../shared/data' },
    database: { type: 'string' },
  },
});
const rounds = options.quick ? 1 : 3;
const duration = options.quick ? 2 : 4;
const searchRows = 100_000;
const work = mkdtempSync(join(tmpdir(), 'guiju-bench-'));
const reference = (name) => join(options.build, 'bench/reference', `bench_${name}`);
const guiju = options.guiju ?? join(options.build, 'guiju');
const say = (text) => process.stderr.write(`${text}\n`);

/** A company of the demo and someone of its staff who takes complaints there. */
async function foundCompany() {
  const database = join(work, 'company.db');
  await outputOf(guiju, ['seed-demo', '--database', database, '--packs', 'packs', '--demo', 'demo']);
  return database;
}

async function tokenOf(base, person) {
  const post = (path, body, headers = {}) =>
    fetch(`${base}/api/v1${path}`, {
      method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(body),
    });
  const login = await post('/session', { login: person, password: 'guiju-demo' });
  if (!login.ok) throw new Error(`sign-in failed: ${await login.text()}`);
  const cookie = login.headers.get('set-cookie').split(';')[0];
  const made = await post('/tokens', { password: 'guiju-demo', name: 'bench' }, { Cookie: cookie, 'X-Guiju': '1' });
  if (!made.ok) throw new Error(`no token: ${await made.text()}`);
  return (await made.json()).token;
}

const inScripts = (name) => join('bench/load', name);

/** The two servers on fresh data, with what a request to each looks like. */
async function startBoth() {
  const database = await foundCompany();
  const [port, barePort, productPort] = [await freePort(), await freePort(), await freePort()];
  const e2e = await startServer(reference('e2e'), ['--port', `${port}`, '--db', join(work, 'e2e.db')], port, '/cases/1');
  const http = await startServer(reference('http'), ['--port', `${barePort}`], barePort, '/');
  const product = await startServer(
    guiju, ['serve', '--database', database, '--packs', 'packs', '--port', `${productPort}`], productPort, '/healthz');
  const token = await tokenOf(product.base, 'zhoumin'); // takes complaints, sees what names her
  const deskToken = await tokenOf(product.base, 'xiayu'); // front desk: sees the whole site
  return { e2e, http, product, token, deskToken };
}

let runs = 0;
function createOnProduct({ product, token }, connections) {
  runs += 1;
  const env = { TOKEN: token, RUN: `bench-${runs}`, SITE: 'JN' };
  const url = `${product.base}/api/v1/commands/property-ladder/service_case.record`;
  return load(url, { connections, duration, script: inScripts('product_create.lua'), env });
}

function readProduct({ product, token }, name, paths, connections = 16, seconds = duration) {
  const file = join(work, name);
  writeFileSync(file, `${paths.join('\n')}\n`);
  const env = { PATHS: file, ...(token && { TOKEN: token }) };
  return load(product.base, { connections, duration: seconds, script: inScripts('product_read.lua'), env });
}

const readReference = ({ e2e }, mix) =>
  load(e2e.base, { connections: 16, duration, script: inScripts('reference_read.lua'), env: { MIX: mix, ROWS: '2000' } });

/** Ids of the newest cases, so that reads meet what is there. */
async function idsOf({ product, token }) {
  const answer = await fetch(`${product.base}/api/v1/cases?pack=property-ladder&sort=-created&limit=100`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  if (!answer.ok) throw new Error(`no cases: ${await answer.text()}`);
  const { items, total } = await answer.json();
  say(`      the product holds ${total === 10_000 ? 'more than 10,000' : total} cases`);
  return items.map((item) => item.id);
}

function rowsOver(both) {
  const create = (connections, must) => ({
    path: `create a case, durable, c=${connections}`, unit: 'rate', must,
    reference: () => load(`${both.e2e.base}/cases`, { connections, duration, script: inScripts('reference_create.lua') }),
    product: () => createOnProduct(both, connections),
  });
  const queue = '/api/v1/cases?pack=property-ladder&site=JN&sort=-created&limit=25';
  return [
    create(1, '≥ 0.60'), create(16, '≥ 0.50'), create(64, '≥ 0.50'),
    { path: 'read one case, c=16', unit: 'rate', must: '≥ 0.60',
      reference: () => readReference(both, 'point'),
      product: async () => readProduct(both, 'point', (await idsOf(both)).map((id) => `/api/v1/cases/${encodeURIComponent(id)}`)) },
    { path: 'newest 25 of a queue, c=16, front desk', unit: 'rate', must: '≥ 0.60',
      reference: () => readReference(both, 'list'),
      product: () => readProduct({ ...both, token: both.deskToken }, 'queue', [queue]) },
    { path: 'the same by someone who sees only what names her', unit: 'rate', must: '≥ 0.60',
      reference: () => readReference(both, 'list'), product: () => readProduct(both, 'queue', [queue]) },
    { path: 'health, c=16', unit: 'rate', must: '≥ 0.80',
      reference: () => load(`${both.http.base}/`, { connections: 16, duration }),
      product: () => readProduct({ product: both.product }, 'health', ['/healthz']) },
  ];
}

/** Reference and product in turn, `rounds` times. */
async function measure({ path, unit, must, reference: one, product: other }) {
  const row = { path, unit, must, reference: [], product: [] };
  for (let round = 1; round <= rounds; round += 1) {
    say(`[${round}/${rounds}] ${path}`);
    row.reference.push(await one());
    row.product.push(await other());
  }
  return row;
}

/** One caller searches; a bare request's time is taken off, for the reference is asked without a network. */
async function measureSearch(both) {
  say('search: filling the reference');
  const text = await outputOf(reference('search'), ['--rows', `${searchRows}`, '--db', join(work, 'search.db')]);
  const bare = Object.fromEntries(readLines(text).map((line) => [line.what, line]));
  const idle = await readProduct({ product: both.product }, 'idle', ['/healthz'], 1, 1);
  const row = async (label, what, query) => {
    say(label);
    const asked = await readProduct(both, what, [`/api/v1/search?q=${encodeURIComponent(query)}`], 1, 2);
    return {
      path: label, unit: 'time', must: '≥ 0.60',
      reference: [{ p50: bare[what].us * 1e-6, p99: bare[what].p99_us * 1e-6 }],
      product: [{ ...asked, p50: Math.max(asked.p50 - idle.p50, 0) }],
      note: 'rows with all that a list shows',
    };
  };
  return [
    await row('search: a rare word of 2 characters', 'rare', '龘靐'),
    await row('search: the tail of a phone number', 'phone', '00007007'),
  ];
}

function about(product) {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const memory = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${product.pid}/status`, 'utf8'));
  return [
    `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC, commit ${commit}`,
    `${cpus().length} × ${cpus()[0].model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
    `load average ${loadavg().map((n) => n.toFixed(1)).join(' ')} at the end, ${before} at the start` +
      ' (above 2 other programs were at work: trust the ratios, and those little)',
    `${rounds} round${rounds === 1 ? '' : 's'} of ${duration} s each`,
    `memory of the server after its load: ${Math.round(Number(memory?.[1] ?? 0) / 1024)} MB`,
  ];
}

const before = loadavg()[0].toFixed(1);

async function main() {
  if (!existsSync(guiju)) throw new Error(`${guiju} is not built`);
  const both = await startBoth();
  const servers = [both.e2e, both.http, both.product];
  try {
    const rows = [];
    for (const row of rowsOver(both)) rows.push(await measure(row));
    rows.push(...await measureSearch(both));
    const aboutRun = about(both.product);
    await Promise.all(servers.splice(0).map((server) => server.stop()));
    const offline = options.online
      ? { rows: [], left: ['what needs no server (--online)'] }
      : await offlineRows({
        guiju, reference, work, say,
        build: options.build, data: options.data, quick: options.quick, database: options.database,
      });
    rows.push(...offline.rows);
    process.stdout.write(`${aboutRun.join('\n')}\n\n${toText(rows)}\n`);
    for (const line of offline.left) process.stdout.write(`not measured: ${line}\n`);
    if (options.write) {
      // What was measured apart, by the commands that stand with it, is kept.
      const kept = /\n## Measured apart[^]*$/.exec(readFileSync('docs/performance.md', 'utf8'))?.[0] ?? '';
      writeFileSync('docs/performance.md', toMarkdown(rows, aboutRun, offline.left) + kept);
    }
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
    rmSync(work, { recursive: true, force: true });
  }
}

await main();
