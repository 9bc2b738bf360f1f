/** The virtual clock: the banner moves it, every countdown follows, the ladder counts down live. */
import { addresses, get } from './api.mjs';
import { open, signIn } from './lib.mjs';
import { check, same } from './report.mjs';

export async function clock(browser, server) {
  const { context, page } = await open(browser, server.base);
  await signIn(page, server.login, server.password);
  const me = await get(page, '/me');
  if (!me.clock.virtual) {
    console.log('      (the clock of this server is the real one: nothing to move)');
    await context.close();
    return;
  }
  const paths = await addresses(page);
  await check('every page says that the clock is virtual', async () => {
    for (const path of ['/', '/cases', '/calendar', '/packs']) {
      await page.goto(server.base + path);
      await page.getByRole('region', { name: '虚拟时钟' }).waitFor();
    }
  });
  await check('moving the clock by five minutes moves the countdowns by five minutes', async () => {
    await page.goto(`${server.base}/`);
    await page.getByRole('timer').first().waitFor();
    const before = (await page.getByRole('timer').allInnerTexts()).join();
    const then = await page.locator('.virtual-clock .number').innerText();
    await page.getByRole('button', { name: '+5 分' }).click();
    await page.waitForFunction(
      (old) => document.querySelector('.virtual-clock .number')?.textContent !== old,
      then,
    );
    const moved =
      Date.parse(await page.locator('.virtual-clock .number').innerText()) - Date.parse(then);
    if (moved < 300_000 || moved > 330_000) throw new Error(`the clock moved by ${moved} ms`);
    await page.waitForFunction(
      (old) =>
        [...document.querySelectorAll('[role=timer]')].map((one) => one.innerText).join() !== old,
      before,
    );
  });
  await check('the picture of a limit is there as a table too', async () => {
    await page.goto(server.base + paths.clock);
    await page.getByRole('figure', { name: '推算图' }).waitFor();
    const rows = await page.getByRole('table', { name: '逐日说明' }).getByRole('row').count();
    if (rows < 2) throw new Error('the table has no rows');
    same(await page.locator('.rule-quote blockquote').count(), 1, 'clause quoted');
  });
  if (paths.ladder) {
    await check('the ladder fills the wall and comes back', async () => {
      await page.goto(server.base + paths.ladder);
      await page.getByRole('button', { name: '投影' }).click();
      const box = await page.locator('.ladder-wall').boundingBox();
      same(box?.width, 1366, 'width of the wall');
      await page.keyboard.press('Escape');
      await page.locator('.ladder-wall').waitFor({ state: 'detached' });
    });
  }
  await context.close();
}
