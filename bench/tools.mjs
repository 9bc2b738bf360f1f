// What the measurements share: programs that are run, servers that are started and ended, wrk.

import { execFile, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Standard output of a program that must succeed. */
export async function outputOf(program, args = [], options = {}) {
  const { stdout } = await run(program, args, { maxBuffer: 1 << 28, ...options });
  return stdout;
}

/** CPU seconds that a program needs, which other programs at work beside it change little. */
export async function cpuSecondsOf(program, args = []) {
  const line = 'TIMEFORMAT="%U %S"; time "$0" "$@" >/dev/null';
  const { stderr } = await run('bash', ['-c', line, program, ...args], { maxBuffer: 1 << 24 });
  const [user, system] = stderr.trim().split('\n').at(-1).split(' ').map(Number);
  return user + system;
}

/** `name key=value key=value` a line -> [{key: number or text}]. */
export function readLines(text) {
  return text.trim().split('\n').map((line) =>
    Object.fromEntries([...line.matchAll(/(\w+)=(\S+)/g)].map(([, key, value]) => [key, Number.isNaN(Number(value)) ? value : Number(value)])));
}

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)];
}

export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Starts a server and waits until it answers at `path`. */
export async function startServer(program, args, port, path) {
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const base = `http://127.0.0.1:${port}`;
  for (let tries = 0; ; tries += 1) {
    if (child.exitCode !== null) throw new Error(`${program} ended with ${child.exitCode}`);
    const answer = await fetch(base + path).catch(() => null);
    await answer?.arrayBuffer();
    if (answer) break;
    if (tries === 600) throw new Error(`${program} does not answer on port ${port}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const stop = () => {
    child.kill('SIGTERM');
    return ended;
  };
  return { base, pid: child.pid, stop };
}

const seconds = { us: 1e-6, ms: 1e-3, s: 1, m: 60 };
const timeOf = (text) => {
  const match = /^([\d.]+)(us|ms|s|m)$/.exec(text ?? '');
  return match ? Number(match[1]) * seconds[match[2]] : NaN;
};

/** One run of wrk with one thread -> {rate: requests a second, p50, p99: seconds, bad: answers that were no success}. */
export async function load(url, { connections, duration, script, env = {} }) {
  const text = await outputOf(
    'wrk', ['-t1', `-c${connections}`, `-d${duration}s`, '--latency', ...(script ? ['-s', script] : []), url],
    { env: { ...process.env, ...env } });
  const rate = Number(/Requests\/sec: +([\d.]+)/.exec(text)?.[1]);
  const at = (percent) => timeOf(new RegExp(`^ +${percent}% +(\\S+)`, 'm').exec(text)?.[1]);
  const refused = Number(/Non-2xx or 3xx responses: (\d+)/.exec(text)?.[1] ?? 0);
  const broken = /Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/.exec(text);
  const bad = refused + (broken ? broken.slice(1).reduce((sum, n) => sum + Number(n), 0) : 0);
  return { rate, p50: at(50), p99: at(99), bad };
}
