/**
 * How the unit board stands up to a large developer: `node web/tools/grid-bench.mjs [buildings]`
 * makes a demo company with so many buildings of 250 units more (40) and prints what the board takes
 * on a desk and on a telephone with a processor four times as slow. Figures, never a test.
 */
import { gzipSync } from 'node:zlib';
import { launch, open, settle, signIn } from '../e2e/lib.mjs';
import { importUnits, units } from '../e2e/many-units.mjs';
import { startServer } from '../e2e/server.mjs';

const buildings = Number(process.argv[2] ?? 40);
const shots = process.env.SHOTS;
const board = '/boards/sales-office/units';
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const part = (values, share) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];
const round = (value) => Math.round(value * 10) / 10;

/** Runs in the page before anything else: when the first unit is painted, and what blocks. */
function watch() {
  window.tasks = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.tasks.push(entry.duration);
  }).observe({ type: 'longtask', buffered: true });
  const observer = new MutationObserver(() => {
    if (!document.querySelector('.cell')) return;
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => (window.painted = performance.now())));
  });
  observer.observe(document, { childList: true, subtree: true });
}

async function answer(page, base) {
  const times = [];
  let bytes;
  for (let i = 0; i < 15; i += 1) {
    const from = performance.now();
    const got = await page.request.get(`${base}/api/v1${board}`);
    bytes = await got.body();
    times.push(performance.now() - from);
    if (i === 0) times.pop();
  }
  return {
    ms: round(median(times)),
    kB: round(bytes.length / 1000),
    gz: gzipSync(bytes, { level: 1 }).length,
  };
}

/** Down the whole page, as far in a frame as a quick thumb goes. */
async function scroll(page) {
  return page.evaluate(async () => {
    const gaps = [];
    let last = await new Promise(requestAnimationFrame);
    for (let frame = 0; frame < 150; frame += 1) {
      window.scrollBy(0, 220);
      const now = await new Promise(requestAnimationFrame);
      gaps.push(now - last);
      last = now;
    }
    window.scrollTo(0, 0);
    return gaps;
  });
}

/** From each key to the paint that follows what it changed. */
async function type(page, words) {
  await page.evaluate(() => {
    window.keys = [];
    document.addEventListener(
      'keydown',
      () => {
        const from = performance.now();
        requestAnimationFrame(() => setTimeout(() => window.keys.push(performance.now() - from)));
      },
      true,
    );
  });
  await page.locator('.grid-find').first().click();
  await page.evaluate(() => {
    window.results = [];
    let from = 0;
    document.addEventListener('keydown', () => (from = performance.now()), true);
    new MutationObserver(() => {
      requestAnimationFrame(() => setTimeout(() => window.results.push(performance.now() - from)));
    }).observe(document.querySelector('.grid-tools [role=status]'), {
      childList: true,
      characterData: true,
      subtree: true,
    });
  });
  for (const key of words) {
    await page.keyboard.press(key);
    await page.waitForTimeout(600);
  }
  return page.evaluate(() => ({ keys: window.keys, results: window.results }));
}

async function live(page, server) {
  let fetched = 0;
  page.on('response', async (got) => {
    if (!got.url().includes('/api/v1/boards/')) return;
    fetched += (await got.body().catch(() => Buffer.alloc(0))).length;
  });
  await page.waitForFunction(() => document.querySelector('a.cell-available'));
  await page.evaluate(() => (window.tasks = []));
  const id = await page.evaluate(() =>
    decodeURIComponent(
      document.querySelector('a.cell-available').getAttribute('href').split('/').pop(),
    ),
  );
  const context = await page.context().browser().newContext();
  const headers = { 'X-Guiju': '1' };
  const post = (path, data) =>
    context.request.post(`${server.base}/api/v1${path}`, { headers, data });
  await post('/session', { login: 'xieting', password: server.password });
  const me = await (await context.request.get(`${server.base}/api/v1/me`)).json();
  const site = me.sites[0].key;
  const call = await post('/commands/sales-office/call.register', {
    with: { site, name: '试', phone: `139${String(Date.now()).slice(-8)}` },
  });
  if (!call.ok()) throw new Error(await call.text());
  const file = (await call.text()).match(/K\d{5}/)?.[0];
  const from = performance.now();
  const held = await post('/commands/sales-office/unit.hold', { on: id, with: { prospect: file } });
  if (!held.ok()) throw new Error(await held.text());
  await page.waitForFunction(
    (wanted) =>
      [...document.querySelectorAll('a.cell-held')].some((cell) =>
        cell.getAttribute('href').includes(encodeURIComponent(wanted)),
      ),
    id,
  );
  const ms = performance.now() - from;
  await page.waitForTimeout(700);
  await context.close();
  const tasks = await page.evaluate(() => window.tasks);
  return { ms: round(ms), kB: round(fetched / 1000), long: tasks.map(Math.round) };
}

async function measure(browser, server, size, slower) {
  const { context, page } = await open(browser, server.base, { size });
  await signIn(page, 'xieting', server.password);
  await page.addInitScript(watch);
  const client = await context.newCDPSession(page);
  await client.send('Emulation.setCPUThrottlingRate', { rate: slower });
  await page.goto(`${server.base}${board}`);
  await settle(page);
  await page.waitForFunction(() => window.painted);
  await page.waitForTimeout(1500);
  const first = await page.evaluate(() => ({
    painted: window.painted,
    tasks: window.tasks,
    nodes: document.querySelectorAll('*').length,
    height: document.documentElement.scrollHeight,
  }));
  await page.evaluate(() => (window.tasks = []));
  const gaps = await scroll(page);
  const scrollTasks = await page.evaluate(() => window.tasks);
  await page.waitForTimeout(500);
  const typed = await type(page, ['1', '2', '0', '4']);
  if (shots) await page.screenshot({ path: `${shots}/${size}-found.png` });
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await page.waitForTimeout(800);
  if (shots) await page.screenshot({ path: `${shots}/${size}.png` });
  const changed = await live(page, server);
  console.log(`${size}, processor ${slower} times as slow`);
  console.log(`  first units painted after ${Math.round(first.painted)} ms; ${first.nodes} nodes`);
  console.log(`  long tasks until then (ms): ${first.tasks.map(Math.round).join(' ') || 'none'}`);
  console.log(
    `  scrolling ${first.height} px: frame ${round(median(gaps))} ms in the middle, p95 ${round(part(gaps, 0.95))}, worst ${round(Math.max(...gaps))}; long tasks ${scrollTasks.length}`,
  );
  console.log(
    `  key to letter (ms): ${typed.keys.map(Math.round).join(' ')}, to what is found: ${typed.results.map(Math.round).join(' ')}`,
  );
  console.log(
    `  one unit changes: seen after ${changed.ms} ms, ${changed.kB} kB fetched; long tasks ${changed.long.join(' ') || 'none'}`,
  );
  await context.close();
}

const server = await startServer();
const browser = await launch();
try {
  const from = performance.now();
  await importUnits(browser, server, [...units(buildings, 25, 10)]);
  console.log(`${buildings * 250} units imported in ${round((performance.now() - from) / 1000)} s`);
  const { context, page } = await open(browser, server.base);
  await signIn(page, 'xieting', server.password);
  const got = await answer(page, server.base);
  console.log(`the board's answer: ${got.ms} ms, ${got.kB} kB, ${round(got.gz / 1000)} kB as gzip`);
  await context.close();
  await measure(browser, server, 'desktop', 1);
  await measure(browser, server, 'desktop', 4);
  await measure(browser, server, 'phone', 4);
} finally {
  await browser.close();
  await server.stop();
}
