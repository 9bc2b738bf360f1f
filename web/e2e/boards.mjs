/** The sales floor: two desks look at one board, and what one does the other sees at once. */
import { get } from './api.mjs';
import { violations } from './axe.mjs';
import { open, settle, signIn } from './lib.mjs';
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
    await page.getByRole('textbox', { name: '房号、价格…' }).fill('1804');
    await stand(page, 3);
    none(await violations(page), 'axe');
  });
  await check('what is sold steps back when one asks for what is free', async () => {
    await page.getByRole('textbox', { name: '房号、价格…' }).fill('');
    const free = page.getByRole('button', { name: /^可售/ });
    const count = Number((await free.innerText()).replace(/\D/g, ''));
    await free.click();
    await stand(page, count);
  });
  none(complaints, 'console');
  await context.close();
}

export async function boards(browser, server) {
  await floor(browser, server);
  await units(browser, server);
}
