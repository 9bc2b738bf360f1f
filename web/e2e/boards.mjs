/** The sales floor: two desks look at one board, and what one does the other sees at once. */
import { get } from './api.mjs';
import { violations } from './axe.mjs';
import { open, settle, signIn } from './lib.mjs';
import { importUnits, units as listed } from './many-units.mjs';
import { check, none, same } from './report.mjs';

const floorOf = '/boards/sales-office/floor';

async function at(browser, server, login, path, mode) {
  const opened = await open(browser, server.base, mode);
  await signIn(opened.page, login, server.password);
  await opened.page.goto(server.base + path);
  await settle(opened.page);
  return opened;
}

const next = (page) => page.locator('.floor-next strong').innerText();

async function floor(browser, server) {
  const desk = await at(browser, server, 'baijie', floorOf);
  const manager = await at(browser, server, 'songkai', floorOf, { size: 'phone' });
  await check('the floor says who is next, on a desk and on a telephone', async () => {
    same(await next(desk.page), await next(manager.page), 'next');
    none(await violations(desk.page), 'axe');
    none(await violations(manager.page), 'axe on a telephone');
  });
  await check('a first visit is one touch, and the other desk sees who received', async () => {
    const receiver = await next(desk.page);
    await desk.page.getByRole('button', { name: '首次来访' }).click();
    await manager.page.waitForFunction(
      (name) => document.querySelector('.floor-next strong')?.textContent !== name,
      receiver,
    );
    const card = manager.page.locator('.seller', { hasText: receiver });
    await card.getByText('正在接待').waitFor();
  });
  await check('when nobody is free the client waits, and the board counts', async () => {
    const shown = async () => (await get(desk.page, floorOf)).floors[0];
    const free = (await shown()).staff.filter(
      (one) => one.availability === 'on_duty' && !one.reception,
    ).length;
    for (let arrivals = 0; arrivals <= free; ++arrivals) {
      const answered = desk.page.waitForResponse((one) => one.url().includes('arrival.record'));
      await desk.page.getByRole('button', { name: '首次来访' }).click();
      await answered;
    }
    const waiting = (await shown()).waiting.length;
    same(waiting > 0, true, 'somebody waits');
    await manager.page.getByText(`${waiting} 组客户等候`).waitFor();
    await manager.page.getByText('现在无人空闲').waitFor();
  });
  await check("a salesperson can follow his own reception and nobody else's", async () => {
    const seller = await at(browser, server, 'xieting', floorOf);
    const staff = (await get(seller.page, floorOf)).floors[0].staff.filter((one) => one.reception);
    same(staff.length > 1, true, 'several are with a client');
    same(
      staff
        .filter((one) => one.reception.id)
        .map((one) => one.name)
        .join(),
      staff
        .filter((one) => one.name === '谢婷')
        .map((one) => one.name)
        .join(),
      'whose reception has a link',
    );
    const all = (await get(manager.page, floorOf)).floors[0].staff;
    same(
      all.filter((one) => one.reception && !one.reception.id).length,
      0,
      'receptions that the manager cannot follow',
    );
    await seller.context.close();
  });
  none([...desk.complaints, ...manager.complaints], 'console');
  await desk.context.close();
  await manager.context.close();
}

/** Until so many units stand out. */
const stand = (page, count) =>
  page.waitForFunction(
    (wanted) => document.querySelectorAll('.cell:not(.cell-dim)').length === wanted,
    count,
  );

async function units(browser, server) {
  const { context, page, complaints } = await at(
    browser,
    server,
    'xieting',
    '/boards/sales-office/units',
  );
  await check('every unit stands in its building, and a number finds its unit', async () => {
    same(await page.locator('.cell').count(), 216, 'units');
    same(await page.locator('.block').count(), 3, 'buildings');
    await page.getByRole('textbox', { name: '楼栋、房号、价格…' }).fill('1804');
    await stand(page, 3);
    none(await violations(page), 'axe');
  });
  await check('what is sold steps back when one asks for what is free', async () => {
    await page.getByRole('textbox', { name: '楼栋、房号、价格…' }).fill('');
    const free = page.getByRole('button', { name: /^可售/ });
    const count = Number((await free.innerText()).replace(/\D/g, ''));
    await free.click();
    await stand(page, count);
  });
  none(complaints, 'console');
  await context.close();
}

/** What stands in the page, and how many units of it. */
const drawn = (page) =>
  page.evaluate(() => ({
    nodes: document.querySelectorAll('*').length,
    cells: document.querySelectorAll('a.cell').length,
  }));

function few({ nodes, cells }, where) {
  if (cells < 50 || cells > 1_800) throw new Error(`${cells} units drawn ${where}`);
  if (nodes > cells + 1_200) throw new Error(`${nodes} nodes for ${cells} units ${where}`);
}

async function hold(page, server, unit) {
  const context = await page.context().browser().newContext();
  const give = async (path, data) => {
    const url = `${server.base}/api/v1${path}`;
    const answer = await context.request.post(url, { headers: { 'X-Guiju': '1' }, data });
    if (!answer.ok()) throw new Error(`${path}: ${await answer.text()}`);
    return answer.text();
  };
  await give('/session', { login: 'xieting', password: server.password });
  const { sites } = await (await context.request.get(`${server.base}/api/v1/me`)).json();
  const called = { site: sites[0].key, name: '周先生', phone: '13912340007' };
  const call = await give('/commands/sales-office/call.register', { with: called });
  const prospect = call.match(/K\d{5}/)[0];
  await give('/commands/sales-office/unit.hold', { on: unit, with: { prospect } });
  await context.close();
}

/** Ten thousand units in forty buildings. Runs last: the others count what stands on the board. */
export async function manyUnits(browser, server) {
  await importUnits(browser, server, [...listed(40, 25, 10)]);
  for (const size of ['desktop', 'phone']) {
    const { context, page, complaints } = await at(
      browser,
      server,
      'xieting',
      '/boards/sales-office/units',
      { size },
    );
    await check(`of ten thousand units a ${size} draws those near the screen`, async () => {
      few(await drawn(page), 'at the top');
      none(await violations(page), 'axe');
      const title = page.getByRole('heading', { name: /^40栋/ });
      for (let tries = 0; tries < 8; tries += 1) {
        // what is drawn must not move what is below
        const before = (await title.boundingBox()).y;
        await title.scrollIntoViewIfNeeded();
        await page.waitForTimeout(150);
        if (tries > 0) same(Math.abs((await title.boundingBox()).y - before) < 2, true, 'it moved');
      }
      await page
        .getByRole('link', { name: /^2510 / })
        .last()
        .waitFor();
      few(await drawn(page), 'at the end');
    });
    await check(`building and number find one unit on a ${size}`, async () => {
      await page.getByRole('textbox', { name: '楼栋、房号、价格…' }).fill('37栋 1204');
      await stand(page, 1);
      await page.getByText('找到 1 套').waitFor();
      same(await page.locator('.block').count(), 1, 'buildings');
    });
    if (size === 'desktop') {
      await check('one unit that changes is fetched alone', async () => {
        const asked = [];
        page.on('request', (one) => one.url().includes('/boards/') && asked.push(one.url()));
        const cell = page.locator('a.cell:not(.cell-dim)');
        const unit = decodeURIComponent((await cell.getAttribute('href')).split('/').pop());
        await hold(page, server, unit);
        await page.locator('a.cell-held').first().waitFor();
        await page.waitForTimeout(500);
        same(asked.length > 0 && asked.every((url) => url.includes('cell=')), true, asked.join());
      });
      await check('a touch of a unit opens it without loading the page anew', async () => {
        await page.evaluate(() => (window.isSame = true));
        await page.locator('a.cell:not(.cell-dim)').click();
        await page.waitForURL(/cases/);
        same(await page.evaluate(() => window.isSame), true, 'the page');
      });
    }
    none(complaints, 'console');
    await context.close();
  }
}

export async function boards(browser, server) {
  await floor(browser, server);
  await units(browser, server);
}
