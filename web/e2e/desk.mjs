/** What a clerk does all day, by keyboard: the queue, the palette, the registering, the refusing. */
import { get, idOf } from './api.mjs';
import { open, settle, signIn } from './lib.mjs';
import { check, none, same } from './report.mjs';

const focusedId = (page) => page.evaluate(() => document.activeElement?.getAttribute('data-id'));

async function queueKeys(page, base) {
  await page.goto(`${base}/cases`);
  await page.locator('.queue-row').nth(2).waitFor();
  const ids = await page.locator('.queue-row').evaluateAll((rows) => rows.map((r) => r.dataset.id));
  await check('J and K move through the queue, and the case beside it follows', async () => {
    await page.keyboard.press('j');
    same(await focusedId(page), ids[1], 'after J');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    same(await focusedId(page), ids[1], 'after J J K');
    await page.waitForURL((url) => url.searchParams.get('show') === ids[1]);
    const number = await page.locator('.queue-row').nth(1).locator('a').first().innerText();
    await page.locator('.queue-detail header').getByText(number, { exact: true }).waitFor();
  });
  await check('X selects, and the bar says how many', async () => {
    await page.keyboard.press('x');
    await page.getByText('已选 1 件').waitFor();
    await page.keyboard.press('x');
    await page.getByText('已选 1 件').waitFor({ state: 'detached' });
  });
  await check('O opens the case, Esc comes back to the same place', async () => {
    await page.keyboard.press('o');
    await page.waitForURL(`**/cases/${encodeURIComponent(ids[1])}`);
    await page.locator('.case-number').waitFor();
    await page.keyboard.press('Escape');
    await page.waitForURL((url) => url.searchParams.get('show') === ids[1]);
  });
  await check('? lists the keys, / goes to the search field, C to the forms', async () => {
    await page.locator('.queue-row').first().waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('快捷键').first().waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.keyboard.press('/');
    same(
      await page.evaluate(() => document.activeElement?.hasAttribute('data-page-search')),
      true,
      'focus',
    );
    await page.keyboard.press('Escape');
    await page.keyboard.press('c');
    await page.waitForURL('**/new');
  });
}

async function filters(page, base) {
  await check('the filter is in the address, and an address brings the filter back', async () => {
    await page.goto(`${base}/cases`);
    const answered = page.waitForResponse((answer) => answer.url().includes('due=overdue'));
    await page.getByRole('button', { name: '已逾期' }).click();
    await answered;
    await page.waitForURL((url) => url.searchParams.get('due') === 'overdue');
    await settle(page);
    const total = await page.locator('.page-head-text').innerText();
    await page.goto(page.url());
    await settle(page);
    same(await page.locator('.page-head-text').innerText(), total, 'cases shown');
    same(
      await page.getByRole('button', { name: '已逾期' }).getAttribute('aria-pressed'),
      'true',
      'pressed',
    );
  });
}

async function palette(page, base) {
  await check('Ctrl+K finds a client by the tail of the telephone number', async () => {
    await page.goto(`${base}/`);
    await page.locator('.owed, .empty').first().waitFor();
    const client = (await get(page, '/clients?limit=1')).items[0];
    const full = await get(page, `/clients/${encodeURIComponent(client.key)}`);
    const phone = String(full.fields.find((field) => field.name === 'phone').value);
    await page.keyboard.press('Control+k');
    const field = page.getByRole('combobox', { name: '搜索与跳转' });
    await field.fill(phone.slice(-4));
    await page
      .getByRole('option', { name: new RegExp(client.title) })
      .first()
      .waitFor();
    await field.press('Enter');
    await page.waitForURL(`**/clients/${encodeURIComponent(client.key)}`);
  });
}

async function citation(page, base) {
  await check('sites and departments offered together are offered by their names', async () => {
    const { items } = await get(page, '/commands');
    const form = items.find((one) => one.command === 'service_case.record');
    const { choices } = form.inputs.find((input) => input.name === 'project');
    const site = (await get(page, '/sites')).items[0];
    same(choices.find((one) => one.value === site.key)?.title, site.name, 'the site');
  });

  await check('a clause shows its words and leads to the regulation', async () => {
    await page.goto(`${base}/`);
    const chip = page.locator('.owed .citation').first();
    await chip.waitFor();
    await chip.press('Enter');
    const words = page.locator('.rule-card blockquote');
    await words.waitFor();
    if ((await words.innerText()).length < 6) throw new Error('the clause has no words');
    await page.locator('.rule-card a').click();
    await page.waitForURL(/\/packs\/[\w-]+#/);
    await page.locator('.rule-anchored').waitFor();
  });
}

async function conflict(server, page) {
  await check(
    'who acts on a case that changed sees what changed, and keeps what was typed',
    async () => {
      const rows = (await get(page, '/cases?open=true')).items;
      let row;
      let action;
      for (const one of rows) {
        const full = await get(page, `/cases/${idOf(one)}`);
        action = full.actions.find(
          (a) => a.allowed && a.inputs.some((i) => i.type.endsWith('text') && !i.choices),
        );
        if (action) {
          row = one;
          break;
        }
      }
      if (!row) throw new Error('no case offers an act with a text to type');
      await page.goto(`${server.base}/cases/${idOf(row)}`);
      await page
        .locator('.actions')
        .getByRole('button', { name: action.title, exact: true })
        .click();
      const form = page.getByRole('form', { name: action.title });
      const text = form.locator('textarea, input[type=text]:not([role=combobox])').first();
      await text.fill('先写好的内容');
      const changed = {
        status: 412,
        contentType: 'application/problem+json',
        body: JSON.stringify({ status: 412, code: 'VERSION_CONFLICT', title: '记录有变化' }),
      };
      await page.route('**/api/v1/commands/**', (route) => route.fulfill(changed), { times: 1 });
      await form.getByRole('button', { name: action.title, exact: true }).click();
      await page.getByText('这条记录有了变化').waitFor();
      same(await text.inputValue(), '先写好的内容', 'what was typed');
    },
  );
}

async function tabs(browser, server) {
  await check('eight tabs share one event stream', async () => {
    const { context, page } = await open(browser, server.base);
    let streams = 0;
    context.on('request', (request) => {
      if (request.url().endsWith('/api/v1/events')) streams += 1;
    });
    await signIn(page, server.login, server.password);
    for (let n = 0; n < 7; n += 1) {
      const tab = await context.newPage();
      await tab.goto(`${server.base}/cases`);
      await tab.locator('.queue-row').first().waitFor();
    }
    same(streams, 1, 'event streams');
    await context.close();
  });
}

async function languages(browser, server) {
  for (const [language, word, forbidden] of [
    ['zh-Hant', '案件', /[们个时间]案|登记/],
    ['en', 'Cases', undefined],
  ]) {
    await check(`${language}: the queue speaks it, console clean`, async () => {
      const { context, page, complaints } = await open(browser, server.base, { language });
      await signIn(page, server.login, server.password);
      await page.goto(`${server.base}/cases`);
      await page.getByRole('heading', { level: 1, name: word }).waitFor();
      same(await page.evaluate(() => document.documentElement.lang), language, 'lang');
      const rail = await page.locator('.rail').innerText();
      if (forbidden?.test(rail)) throw new Error(`simplified words in the menu: ${rail}`);
      none(complaints, 'console');
      await context.close();
    });
  }
}

export async function desk(browser, server) {
  const { context, page, complaints } = await open(browser, server.base);
  await check('a wrong password is refused in words', async () => {
    await page.locator('#login').fill(server.login);
    await page.locator('#password').fill('wrong');
    await page.locator('#password').press('Enter');
    await page.getByRole('alert').waitFor();
  });
  await signIn(page, server.login, server.password);
  await queueKeys(page, server.base);
  await filters(page, server.base);
  await palette(page, server.base);
  await citation(page, server.base);
  await conflict(server, page);
  await check('nothing complained on the console meanwhile', async () =>
    none(
      complaints.filter((text) => !text.includes('412')),
      'console',
    ),
  );
  await context.close();
  await tabs(browser, server);
  await languages(browser, server);
}
