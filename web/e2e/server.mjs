/**
 * The server under test: the one that GUIJU_URL names, else a fresh one on a free port with a demo
 * company in a folder of its own, on a clock that stands still. GUIJU_BIN: the program to run.
 */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const moment = '2026-09-29T10:20:00+08:00';

/** Who tests: a clerk of one regulation, and whoever holds the first rung of the other's ladder. */
const people = {
  login: process.env.GUIJU_LOGIN ?? 'zhoumin',
  ladderLogin: process.env.GUIJU_LADDER_LOGIN ?? 'pengjianjun',
  password: process.env.GUIJU_PASSWORD ?? 'guiju-demo',
};

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function untilReady(base, child) {
  for (let tries = 0; tries < 600; tries += 1) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
    const answer = await fetch(`${base}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the server did not come up in a minute');
}

function program() {
  const path = process.env.GUIJU_BIN ?? join(root, 'build/guiju');
  if (!existsSync(path)) throw new Error(`no program at ${path}; build it, or set GUIJU_BIN`);
  return path;
}

export async function startServer() {
  if (process.env.GUIJU_URL) return { base: process.env.GUIJU_URL, ...people, async stop() {} };
  const folder = mkdtempSync(join(tmpdir(), 'guiju-e2e-'));
  const database = join(folder, 'demo.db');
  const at = ['--database', database, '--clock', moment];
  execFileSync(program(), ['seed-demo', ...at], { cwd: root, stdio: 'ignore' });
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const child = spawn(
    program(),
    ['serve', ...at, '--drafts', 'demo/drafts', '--port', String(port)],
    {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  const ended = new Promise((resolve) => {
    child.on('exit', (code, signal) => resolve(code ?? signal));
  });
  const stop = async () => {
    child.kill();
    const how = await ended;
    rmSync(folder, { recursive: true, force: true });
    if (how !== 0) throw new Error(`the server ended with ${how}`);
  };
  /** What is done on the machine, beside the server. */
  const run = (...command) =>
    execFileSync(program(), [...command, '--database', database], { cwd: root, stdio: 'ignore' });
  try {
    await untilReady(base, child);
  } catch (error) {
    await stop().catch(() => undefined);
    throw error;
  }
  return { base, ...people, run, stop };
}
