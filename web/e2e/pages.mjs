/** Every page, light and dark, desk and phone: no violation, no complaint, nothing sideways. */
import { addresses } from './api.mjs';
import { violations } from './axe.mjs';
import { open, settle, signIn, sizes } from './lib.mjs';
import { check, none, same } from './report.mjs';

const sideways = (page) =>
  page.evaluate(() =>
    Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth),
  );

async function visit(page, base, path) {
  await page.goto(base + path);
  await settle(page);
}

async function signInPage(browser, server, mode) {
  const { context, page } = await open(browser, server.base, mode);
  await check(`sign-in ${mode.name}: accessible`, async () => {
    await page.locator('#login').waitFor();
    none(await violations(page), 'axe');
    same(await sideways(page), 0, 'pixels sideways');
  });
  await context.close();
}

export async function pages(browser, server) {
  const modes = [
    { name: 'light desktop', size: 'desktop', dark: false },
    { name: 'dark desktop', size: 'desktop', dark: true },
    { name: 'light phone', size: 'phone', dark: false },
    { name: 'dark phone', size: 'phone', dark: true },
  ];
  for (const mode of modes) {
    await signInPage(browser, server, mode);
    const { context, page, complaints } = await open(browser, server.base, mode);
    await signIn(page, server.login, server.password);
    for (const [name, path] of Object.entries(await addresses(page))) {
      await check(`${name}, ${mode.name}`, async () => {
        complaints.length = 0;
        await visit(page, server.base, path);
        none(await violations(page), 'axe');
        none(complaints, 'console');
        same(await sideways(page), 0, 'pixels sideways');
        same(await page.locator('h1').count(), 1, 'headings of the first rank');
        if (mode.size === 'phone' && !mode.dark) {
          await page.setViewportSize(sizes.narrow);
          same(await sideways(page), 0, 'pixels sideways at 320');
          await page.setViewportSize(sizes.zoomed);
          const zoomed = await sideways(page);
          await page.setViewportSize(sizes.phone);
          same(zoomed, 0, 'pixels sideways at 200 per cent');
        }
      });
    }
    await context.close();
  }
}
