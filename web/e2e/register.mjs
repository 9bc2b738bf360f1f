/** A complaint from the telephone to its number, by keyboard alone, in less than thirty seconds. */
import { get } from './api.mjs';
import { open, settle, signIn } from './lib.mjs';
import { check, same } from './report.mjs';

/** Goes on with Tab until the field has the focus. */
async function enterUntil(page, id) {
  for (let presses = 0; presses < 40; presses += 1) {
    if (
      await page.evaluate(
        (wanted) =>
          document.activeElement?.id === wanted ||
          document.activeElement?.closest(`#${wanted}`) !== null,
        id,
      )
    )
      return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`#${id} was not reached by the keyboard`);
}

async function registerByKeyboard(page, base, client) {
  await page.goto(`${base}/`);
  await page.locator('.owed, .empty').first().waitFor();
  const started = Date.now();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: '搜索与跳转' }).waitFor();
  await page.keyboard.type('登记投诉');
  // Two regulations call a form so: the one of the officer's own work comes first, and says its name.
  await page
    .getByRole('option', { selected: true, name: '登记投诉 华元客户服务平台处理规范' })
    .waitFor();
  await page.keyboard.press('Enter');
  await page.locator('#act-complaint-register-client').waitFor();
  await page.waitForFunction(() => document.activeElement?.matches('input[type=radio]'));
  await page.keyboard.press('1');
  await enterUntil(page, 'act-complaint-register-project');
  await page.keyboard.type(client.site.name);
  await page.locator('.ant-select-item-option-active', { hasText: client.site.name }).waitFor();
  await page.keyboard.press('Enter');
  await enterUntil(page, 'act-complaint-register-client');
  await page.keyboard.type(client.title);
  await page.locator('.client-option').first().waitFor();
  await page.keyboard.press('Enter');
  return started;
}

export async function register(browser, server) {
  const { context, page } = await open(browser, server.base);
  await signIn(page, server.login, server.password);
  const me = await get(page, '/me');
  const site = me.roles.find((role) => role.site)?.site.key;
  const clients = (await get(page, '/clients?limit=50')).items;
  const client = clients.find((one) => one.site?.key === site) ?? clients[0];
  const summary = '厨房水管漏水，要求尽快维修';
  await check('a complaint is registered by keyboard alone in under 30 seconds', async () => {
    const started = await registerByKeyboard(page, server.base, client);
    const text = page.locator('[id^="act-complaint-register"][id$="summary"]').first();
    await enterUntil(page, await text.getAttribute('id'));
    await page.keyboard.type(summary);
    await page.keyboard.press('Control+Enter');
    await page.locator('.registered-number').waitFor();
    const seconds = (Date.now() - started) / 1000;
    if (seconds > 30) throw new Error(`it took ${seconds} s`);
    if ((await page.locator('.registered-number').innerText()).trim() === '')
      throw new Error('no number');
  });
  await check('the clerk sees every limit with its moment and its clause', async () => {
    const limits = page.locator('.registered-limits li');
    const rows = await limits.count();
    if (rows === 0) throw new Error('no limit is shown');
    same(await limits.locator('.citation').count(), rows, 'clauses');
    for (const due of await limits.locator('.registered-due').allInnerTexts()) {
      if (!/^\d{4}-\d\d-\d\d \d\d:\d\d/.test(due)) throw new Error(`no moment: ${due}`);
    }
  });
  await check('O opens what was registered', async () => {
    await page.keyboard.press('o');
    await page.waitForURL(/\/cases\//);
    await page.getByText(summary).first().waitFor();
  });
  await drafts(page, server.base, summary);
  await context.close();
}

async function drafts(page, base, summary) {
  const form = `${base}/new/huayuan/complaint.register`;
  await check('a half-filled form survives the tab, and is gone once it is sent', async () => {
    await page.goto(form);
    const text = page.locator('[id^="act-complaint-register"][id$="summary"]').first();
    await text.fill(summary);
    await page.goto(`${base}/cases`);
    await settle(page);
    await page.goto(form);
    await text.waitFor();
    same(await text.inputValue(), summary, 'draft');
    await page.getByRole('button', { name: '清空' }).click();
    await text.waitFor();
    same(await text.inputValue(), '', 'after discarding');
  });
  await check(
    'what the regulation refuses is shown with clause and help, at its field',
    async () => {
      await page.goto(form);
      const text = page.locator('[id^="act-complaint-register"][id$="summary"]').first();
      await text.fill(summary);
      await page.keyboard.press('Control+Enter');
      const alert = page.getByRole('alert');
      await alert.waitFor();
      await alert.locator('.citation').first().waitFor();
      await page.locator('.field-faulty').first().waitFor();
    },
  );
}
