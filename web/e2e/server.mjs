/** The server under test: the one that GUIJU_URL names, else a fresh one on a free port. */
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';

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
    const answer = await fetch(base).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the server did not come up in a minute');
}

export async function startServer() {
  const people = {
    login: process.env.GUIJU_LOGIN ?? 'shen',
    password: process.env.GUIJU_PASSWORD ?? 'guiju',
  };
  if (process.env.GUIJU_URL) return { base: process.env.GUIJU_URL, ...people, stop() {} };
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [join(import.meta.dirname, '../mock/server.mjs')], {
    env: { ...process.env, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    await untilReady(base, child);
  } catch (error) {
    child.kill();
    throw error;
  }
  return { base, ...people, stop: () => child.kill() };
}
