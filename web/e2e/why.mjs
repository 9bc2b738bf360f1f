/** Why it was decided so: from an entry of a case to the derivation, and from a refusal. */
import { addresses, get } from './api.mjs';
import { open, settle, signIn } from './lib.mjs';
import { check, same } from './report.mjs';

export async function why(browser, server) {
  const { context, page } = await open(browser, server.base);
  await signIn(page, server.login, server.password);
  const paths = await addresses(page);
  await check('an entry of a case opens into what was tried, and leads back', async () => {
    await page.goto(server.base + paths.case);
    await page.locator('.timeline-entry a').last().click();
    await page.waitForURL('**/why/*');
    await settle(page);
    if ((await page.locator('.why-steps > li').count()) < 2) throw new Error('nothing was tried');
    await page.locator('.why-outcome .citation').first().click();
    await page.locator('.rule-card').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: '回到案件' }).click();
    await page.waitForURL('**/cases/*');
  });
  await check('a refused act says where its why is, and what would have let it pass', async () => {
    const { items } = await get(page, '/commands');
    const begin = items.find((one) => one.allowed && one.inputs.some((input) => input.required));
    const answer = await page.request.post(
      `${server.base}/api/v1/commands/${begin.pack}/${begin.command}`,
      { headers: { 'Accept-Language': 'zh-Hans', 'X-Guiju': '1' }, data: { with: {} } },
    );
    same(answer.status(), 422, 'status');
    await page.goto(`${server.base}/why/${(await answer.json()).entry}`);
    await settle(page);
    same(await page.locator('.why-outcome.why-refused').count(), 1, 'a refusal');
    same(await page.locator('.why-steps .chip-over').count(), 1, 'steps that refused');
  });
  await check('what there is not is told as that', async () => {
    await page.goto(`${server.base}/why/99999999`);
    await page.getByRole('alert').waitFor();
  });
  await context.close();
}
