// What is measured without a server: calendar, guards, decisions without I/O, replay and dry run of real complaints, the
// disk.

import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cpuSecondsOf, outputOf, readLines } from './tools.mjs';

const complaintsFile = 'nyc-council-complaints.csv.xz';
const complaintsMap = 'examples/nyc-complaints.map.yaml';

async function dueTimes({ reference, build }) {
  const bare = Object.fromEntries(
    readLines(await outputOf(reference('clock'))).filter((line) => line.ns).map((line) => [line.what, line.ns]));
  const product = Object.fromEntries(
    readLines(await outputOf(join(build, 'bench/calendar/guiju_calendar_bench'))).map((line) => [line.what, line.ns]));
  const row = (path, what, must) => ({
    path, unit: 'time', must,
    reference: bare[what] ? [{ p50: bare[what] * 1e-9 }] : [], product: [{ p50: product[what] * 1e-9 }],
  });
  return [
    row('due time from the calendar, with zone', 'due', '≤ 100 ns'),
    row('working time between two moments', 'elapsed', '≤ 100 ns'),
    row('limit in working days', 'working_days', '≤ 100 ns'),
  ];
}

/** Guards of the kind that packs hold, on one core, from the program that measures FEEL alone. */
async function guards({ build }) {
  const lines = (await outputOf(join(build, 'bench/feel/guiju_feel_bench'))).split('\n');
  return lines.flatMap((line) => {
    const match = /^ *(\d+) \/s +(.*)$/.exec(line);
    if (!match || match[2].startsWith('compiling')) return [];
    const must = match[2].startsWith('a table') ? undefined : '≥ 1,000,000 /s';
    return [{ path: `FEEL: ${match[2]}`, unit: 'rate', must, product: [{ rate: Number(match[1]) }] }];
  });
}

function timeline(file, count) {
  const first = Date.parse('2026-03-02T01:00:00Z');
  const lines = [];
  for (let i = 0; i < count; i += 1) {
    const at = new Date(first + i * 1000).toISOString().replace('.000', '');
    lines.push(JSON.stringify({
      at, as: '员工甲', do: 'service_case.record', ref: `c${i}`,
      with: { heard_at: at, name: '客户甲', address: '翠湖苑3栋502', phone: '13800000001', subject: '厨房漏水', project: 'P1' },
    }));
  }
  writeFileSync(file, `${lines.join('\n')}\n`);
}

/** Complaints recorded in memory by `guiju replay`; what a timeline of one line takes is its start. */
async function decisions({ guiju, work, quick }) {
  const run = async (count) => {
    const file = join(work, `timeline-${count}.jsonl`);
    timeline(file, count);
    return cpuSecondsOf(guiju, ['replay', '--pack', 'property-ladder', '--packs', 'packs', '--summary-only', '--totals', file]);
  };
  const count = quick ? 20_000 : 50_000;
  const start = await run(1);
  const seconds = Math.max(await run(count) - start, 1e-9);
  return {
    path: 'one decision without I/O (replay: reading the line, guards, facts, clocks)', unit: 'time', must: '≤ 20 µs',
    product: [{ p50: seconds / count }], note: `${count.toLocaleString('en-US')} complaints, CPU time, start of ${start.toFixed(2)} s taken off`,
  };
}

/** Plays the first `limit` complaints of the real file (0: all) under the pack huayuan. */
function replayComplaints(guiju, complaints, limit) {
  const args = [
    'replay', '--pack', 'huayuan', '--packs', 'packs', '--map', complaintsMap,
    '--company', complaintsMap.replace('.map.', '.company.'), '--summary-only', '--totals', '-'];
  const cut = limit ? `| head -n ${limit + 1}` : '';
  const line = `xz -dc "$0" ${cut} | "$@"`;
  return new Promise((resolve, reject) => {
    const start = process.hrtime.bigint();
    const child = spawn('bash', ['-c', line, complaints, guiju, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
    let words = '';
    child.stderr.on('data', (data) => { words = (words + data).slice(-2000); });
    child.once('exit', (code) => (code === 0
      ? resolve(Number(process.hrtime.bigint() - start) / 1e9)
      : reject(new Error(`the replay of the complaints ended with ${code}: ${words}`))));
  });
}

async function lifecycles({ guiju, quick, data }) {
  const total = 341_299;
  const count = quick ? 20_000 : total;
  const seconds = await replayComplaints(guiju, join(data, complaintsFile), quick ? count : 0);
  return {
    path: 'replay of real complaints, whole lives', unit: 'rate', must: '≥ 6,000 /s', product: [{ rate: count / seconds }],
    note: quick ? `the first 20,000 of ${total.toLocaleString('en-US')}` : `all ${total.toLocaleString('en-US')} in ${seconds.toFixed(0)} s`,
  };
}

/** A company whose journal tells the first `count` complaints, imported through the mapping. */
async function companyOf(count, { guiju, work, data, say }) {
  const database = join(work, 'complaints.db');
  const company = complaintsMap.replace('.map.', '.company.');
  await outputOf(guiju, ['init', '--database', database, '--company', company, '--name', 'New York', '--packs', 'packs']);
  say(`importing ${count} complaints`);
  const line = 'xz -dc "$0" | head -n "$1" | "$2" import cases --database "$3" --packs packs --map "$4" --faulty /dev/null - 2>/dev/null';
  // Rows whose key stands in the file twice are handed back, which the exit code tells.
  await outputOf('bash', ['-c', `${line} || [ $? = 1 ]`, join(data, complaintsFile), `${count + 1}`, guiju, database, complaintsMap]);
  return database;
}

/** The version in force over the whole journal: a difference, told by the exit code, ends the measurement. */
async function dryRun(bench) {
  const { guiju, reference, quick, database } = bench;
  const used = database ?? await companyOf(quick ? 5_000 : 20_000, bench);
  const secondsOf = async (...period) => {
    const start = process.hrtime.bigint();
    await outputOf(guiju, ['pack', 'dryrun', '--draft', 'packs/huayuan', '--database', used, '--packs', 'packs', ...period]);
    return Number(process.hrtime.bigint() - start) / 1e9;
  };
  const [bare] = readLines(await outputOf(reference('journal'), ['--db', used]));
  const start = await secondsOf('--to', '1900-01-01');
  const seconds = await secondsOf();
  return {
    path: 'dry run: entries of the journal decided again', unit: 'rate', must: '≥ 47,000 /s',
    reference: [{ rate: bare.per_s }], product: [{ rate: bare.entries / Math.max(seconds - start, 1e-9) }],
    note: `${bare.entries.toLocaleString('en-US')} entries in ${seconds.toFixed(1)} s, ${start.toFixed(1)} s of it the start, which is taken off; no difference`,
  };
}

async function disk({ reference, work }) {
  const path = join(work, 'disk.db');
  const [sync] = readLines(await outputOf(reference('store'), ['--what', 'sync', '--db', path, '--seconds', '1']));
  const [write] = readLines(await outputOf(
    reference('store'), ['--what', 'write', '--batch', '32', '--db', path, '--seconds', '2']));
  return {
    path: 'the disk: write 4 KiB and sync', unit: 'rate', product: [{ rate: sync.per_s, p99: sync.p99_us * 1e-6 }],
    note: `bare SQLite in batches of 32: ${write.inserts_per_s.toLocaleString('en-US')} cases a second`,
  };
}

/** -> {rows, left: what could not be measured, as sentences}. */
export async function offlineRows(bench) {
  const rows = [];
  const left = [];
  const add = async (title, measure) => {
    bench.say(title);
    rows.push(...[await measure(bench)].flat());
  };
  const complaints = join(bench.data, complaintsFile);
  await add('calendar', dueTimes);
  await add('guards', guards);
  await add('decisions without I/O', decisions);
  const missing = [complaints, complaintsMap].find((file) => !existsSync(file));
  if (missing) left.push(`the replay of the real complaints: ${missing} is not there`);
  else await add('replay of real complaints', lifecycles);
  if (missing && !bench.database) left.push(`the dry run over the real complaints: ${missing} is not there`);
  else await add('dry run over the real complaints', dryRun);
  await add('the disk', disk);
  return { rows, left };
}
