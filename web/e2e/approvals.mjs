/** A decision on the telephone, and the books of a month: what a manager and an accountant do. */
import { get, idOf } from './api.mjs';
import { violations } from './axe.mjs';
import { open, settle, signIn } from './lib.mjs';
import { check, none, same } from './report.mjs';

const fenOf = (text) => Math.round(Number(text.replace(/[¥,\s]/g, '')) * 100);

async function visit(page, base, path) {
  await page.goto(base + path);
  await settle(page);
}

async function decide(browser, server) {
  const { context, page, complaints } = await open(browser, server.base, { size: 'phone' });
  await signIn(page, 'gumingyuan', server.password);
  const waiting = async () =>
    (await get(page, '/approvals')).waiting.filter((item) => item.is_mine).length;
  const before = await waiting();
  await check('the desk of whoever decides says that something waits', async () => {
    await visit(page, server.base, '/');
    await page.getByRole('link', { name: `等我核决 ${before}` }).click();
    await page.getByRole('heading', { name: '核决', exact: true }).waitFor();
  });
  await check('what is asked opens into who signs, who decides and every field', async () => {
    const card = page.locator('.decision').first();
    await card.getByRole('button', { name: '详情' }).click();
    await card.getByText('应核决', { exact: true }).waitFor();
    none(await violations(page), 'axe');
  });
  await check('a decision is three touches on a telephone, and then it waits no more', async () => {
    const card = page.locator('.decision').first();
    const number = await card.locator('.decision-head .number').first().innerText();
    await card.getByRole('button', { name: '核准', exact: true }).click();
    await card.locator('form').getByRole('button', { name: '核准', exact: true }).click();
    await page.waitForFunction(
      (gone) =>
        ![...document.querySelectorAll('.decision')].some((one) => one.innerText.includes(gone)),
      number,
    );
    same(await waiting(), before - 1, 'decisions that wait');
  });
  none(complaints, 'console');
  await context.close();
}

async function opinions(browser, server) {
  const { context, page } = await open(browser, server.base);
  await signIn(page, 'qiumin', server.password);
  const rows = (await get(page, '/cases?pack=product-complaint&type=complaint&limit=100')).items;
  const row = rows.find((one) => one.state.id === 'approval_1' || one.state.id === 'closed');
  await check('a complaint shows its opinions side by side and its way', async () => {
    await visit(page, server.base, `/cases/${idOf(row)}`);
    const boxes = await page
      .locator('.opinion')
      .evaluateAll((all) => all.slice(0, 2).map((one) => one.getBoundingClientRect().top));
    same(boxes[0], boxes[1], 'top of the second opinion');
    same(await page.locator('.way [aria-current=step]').count(), 1, 'places where it stands');
    none(await violations(page), 'axe');
  });
  await context.close();
}

async function ledgers(browser, server) {
  const { context, page } = await open(browser, server.base, { dark: true });
  await signIn(page, 'haoli', server.password);
  await check(
    'the ledger of deductions adds up, and each amount shows its arithmetic',
    async () => {
      await visit(page, server.base, '/reports');
      await page.getByRole('link', { name: '扣款台账' }).first().click();
      await page.locator('.ledger').waitFor();
      const column = await page
        .locator('.ledger thead th')
        .evaluateAll((all) => all.findIndex((one) => one.textContent === '扣款'));
      const groups = await page.locator('.ledger tbody').evaluateAll(
        (all, at) =>
          all
            .filter((body) => body.querySelector(':scope > .ledger-group'))
            .map((body) => ({
              lines: [...body.querySelectorAll(':scope > tr:not([class])')].map(
                (row) => row.children[at].textContent,
              ),
              sum: body.querySelector(':scope > .ledger-sum td').textContent,
            })),
        column,
      );
      if (groups.length < 2) throw new Error(`only ${groups.length} groups`);
      for (const { lines, sum } of groups) {
        same(
          lines.map(fenOf).reduce((a, b) => a + b),
          fenOf(sum),
          'sum of a person and month',
        );
      }
      await page.locator('.amount-derivation summary').first().click();
      await page.getByText('罚扣上限比例').first().waitFor();
      none(await violations(page), 'axe');
    },
  );
  await check('a month is chosen from those that are there', async () => {
    const months = (await get(page, '/ledgers/product-complaint/deductions')).months;
    await visit(page, server.base, `/ledgers/product-complaint/deductions?month=${months[0]}`);
    const titles = await page.locator('.ledger-group th').allInnerTexts();
    none(
      titles.filter((title) => !title.includes(months[0])),
      'groups of another month',
    );
  });
  await check(
    'a ledger is searched line by line, without sums, and its address keeps it',
    async () => {
      await visit(page, server.base, '/ledgers/product-complaint/deductions');
      const lines = page.locator('.ledger > tbody > tr:not([class])');
      const all = await lines.count();
      const number = await lines.last().locator('td').nth(2).innerText();
      await page.getByRole('textbox', { name: '人名、编号' }).pressSequentially(number);
      await page.waitForFunction(
        (wanted) => new URLSearchParams(location.search).get('q') === wanted,
        number,
      );
      await page.waitForFunction(() => !document.querySelector('.ledger-sum'));
      for (const text of await lines.allInnerTexts()) {
        if (!text.includes(number)) throw new Error(`${text} has no ${number}`);
      }
      const found = await lines.count();
      if (found === 0 || found >= all) throw new Error(`${found} of ${all} lines`);
      await page.reload();
      await settle(page);
      same(await lines.count(), found, 'lines after a reload');
    },
  );
  await context.close();
}

export async function approvals(browser, server) {
  await decide(browser, server);
  await opinions(browser, server);
  await ledgers(browser, server);
}
