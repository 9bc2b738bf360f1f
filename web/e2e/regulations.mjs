/** Regulations as documents: read as one, printed, and compared with a draft clause by clause. */
import { readFileSync } from 'node:fs';
import { open, settle, signIn } from './lib.mjs';
import { check, same } from './report.mjs';

const reader = '/packs/huayuan';
const drafted = `${reader}/difference?draft=rectification-in-two-days`;

/** The sides of the paper that each page is printed on, in points. */
async function paperOf(page) {
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  return [...pdf.matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/g)].map(([, w, h]) => [
    Math.round(Number(w)),
    Math.round(Number(h)),
  ]);
}

async function readsWell(page) {
  await check('a clause shows its limit, its acts and its table with cells in words', async () => {
    await page.goto(`${page.url().split('/').slice(0, 3).join('/')}${reader}`);
    await settle(page);
    const rule = page.locator('#CPH-17');
    await rule.getByText('直接回复时限').first().waitFor();
    await rule.locator('.decision-table').getByText('整改类', { exact: false }).first().waitFor();
    const cells = await rule.locator('.decision-table tbody').innerText();
    if (/["_]|params/.test(cells)) throw new Error(`ids in a table: ${cells}`);
  });
  await check('the search leaves the clauses that speak of a word', async () => {
    const all = await page.locator('.rule').count();
    await page.locator('[data-page-search] input, input[data-page-search]').first().fill('评价');
    await page.waitForFunction((n) => document.querySelectorAll('.rule').length < n, all);
    if ((await page.locator('.rule mark').count()) === 0) throw new Error('nothing marked');
    await page.goto(page.url().split('?')[0]);
    await settle(page);
  });
  await check('a table downloads as a DMN model', async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '下载 DMN' }).first().click(),
    ]);
    const model = readFileSync(await download.path(), 'utf8');
    if (!model.includes('<decisionTable')) throw new Error('no decision table');
    if (!download.suggestedFilename().endsWith('.dmn')) throw new Error('no .dmn');
  });
}

async function prints(page, what) {
  await check(`${what} prints on A4 without the shell`, async () => {
    const paper = await paperOf(page);
    if (paper.length < 1) throw new Error('no page');
    for (const sides of paper) same(sides.join(), '595,842', 'paper');
    await page.emulateMedia({ media: 'print' });
    for (const gone of ['.rail', '.ant-btn', 'input']) {
      const shown = await page.locator(gone).filter({ visible: true }).count();
      same(shown, 0, `${gone} on paper`);
    }
    const wide = await page.evaluate(() => document.adoptedStyleSheets.length);
    if (wide === 0) throw new Error('no header on the paper');
    await page.emulateMedia({ media: null });
  });
}

/** Which clauses decided, which never; the cases of one of them. */
async function checksUse(page, base) {
  await check('the clauses in use are counted, filtered, and open into their cases', async () => {
    await page.goto(`${base}/packs/huayuan/use`);
    await settle(page);
    const rows = page.locator('.data-table tbody tr');
    const all = await rows.count();
    await page.getByRole('button', { name: /^违限/ }).click();
    await settle(page);
    const late = await rows.count();
    if (late === 0 || late >= all) throw new Error(`${late} of ${all} clauses were breached`);
    await rows.first().getByRole('button').click();
    const acts = page.getByRole('region', { name: /逐次使用/ });
    await acts.locator('tbody tr a[href^="/cases/"]').first().waitFor();
  });
  await prints(page, 'the use of clauses');
  await check('a keeper sees beside each clause what it did last month', async () => {
    await page.goto(`${base}${reader}`);
    await settle(page);
    await page.locator('.rule-use').first().waitFor();
  });
}

/** A version on trial: its report, the version before on its time, and the decision. */
async function reportsTrial(page, base) {
  await check(
    'a version on trial is reported, from its record, with the decision due',
    async () => {
      const answer = await page.request.post(`${base}/api/v1/commands/company/edition.adopt`, {
        headers: { 'X-Guiju': '1' },
        data: {
          on: 'huayuan@1.1.0',
          with: { effective_from: '2026-09-29', trial_until: '2026-10-28', reason: '总经理办公会' },
        },
      });
      same(answer.status(), 200, 'status of the adoption');
      await page.goto(`${base}/cases/company.edition.huayuan%401.1.0`);
      await page.getByRole('link', { name: '查看试行报告' }).click();
      await page.getByRole('button', { name: '转为正式施行' }).waitFor();
      await page.getByRole('button', { name: '开始试算' }).click();
      await page.getByRole('link', { name: '逐件查看' }).waitFor();
      const days = await page.locator('.tile-row').first().innerText();
      if (!/1 天[\s\S]*29 天/.test(days)) throw new Error(`days: ${days}`);
    },
  );
  await prints(page, 'the report of a trial');
}

/** By somebody who sees the cases: what a draft would have done, then the draft as a version. */
async function triesAndHandsIn(browser, { base, password }) {
  const { context, page, complaints } = await open(browser, base);
  await signIn(page, 'chenguodong', password);
  await check('a draft is played on the past and tells what differs, kind by kind', async () => {
    await page.goto(`${base}/packs`);
    const line = page.locator('.draft-line', { hasText: 'rectification-in-two-days' });
    await line.getByRole('link', { name: '试算' }).click();
    await page.getByRole('button', { name: '开始试算' }).click();
    const late = page.getByRole('button', { name: /^会逾期/ });
    await late.waitFor({ timeout: 60_000 }); // played to its end
    await late.click();
    const differences = page.locator('.panel', {
      has: page.getByRole('heading', { name: '逐件' }),
    });
    const rows = differences.locator('tbody tr');
    await rows.first().filter({ hasText: '时限到' }).waitFor();
    const acts = await rows.allInnerTexts();
    if (acts.length === 0) throw new Error('nothing is late');
    for (const act of acts) {
      if (!act.includes('时限到')) throw new Error(`not only what is late: ${act}`);
    }
  });
  await check(
    'handed in, it is a version that the keeper of regulations puts in force',
    async () => {
      await page.goto(`${base}/packs`);
      const line = page.locator('.draft-line', { hasText: 'rectification-in-two-days' });
      await line.getByRole('button', { name: '提交' }).click();
      await page.waitForURL(/edition/);
      await page.getByRole('button', { name: '公布施行' }).first().waitFor();
    },
  );
  await check('the list says that it was handed in, by whom, and offers it no more', async () => {
    await page.goto(`${base}/packs`);
    const line = page.locator('.draft-line', { hasText: 'rectification-in-two-days' });
    await line.getByText(/陈国栋.*提交/).waitFor();
    same(await line.getByRole('button', { name: '提交' }).count(), 0, 'buttons');
  });
  await checksUse(page, base);
  await reportsTrial(page, base);
  same(complaints.join('; '), '', 'console');
  await context.close();
}

export async function regulations(browser, { base, password }) {
  const { context, page, complaints } = await open(browser, base);
  await signIn(page, 'luohui', password);
  await readsWell(page);
  await prints(page, 'a regulation');
  await check(
    'a draft is compared clause by clause, with a case where a table differs',
    async () => {
      await page.goto(`${base}${drafted}`);
      await settle(page);
      const limit = page.locator('.difference', { hasText: '整改类答复客户时限' }).first();
      same(await limit.locator('del').innerText(), '3 个工作日', 'before');
      same(await limit.locator('ins').innerText(), '2 个工作日', 'after');
      const table = page.locator('.difference', { has: page.locator('.witness') }).first();
      await table.getByText('情形').first().waitFor();
    },
  );
  await prints(page, 'a comparison');
  same(complaints.join('\n'), '', 'complaints of the browser');
  await context.close();
  const other = await open(browser, base);
  await signIn(other.page, 'zhoumin', password);
  await check('who does not keep the regulations is told that there is no such draft', async () => {
    const answer = await other.page.request.get(
      `${base}/api/v1/packs/huayuan/difference?draft=rectification-in-two-days`,
    );
    same(answer.status(), 404, 'status');
    await other.page.goto(`${base}${reader}/difference`);
    await settle(other.page);
    same(await other.page.getByText('草案').count(), 0, 'drafts');
  });
  await other.context.close();
  await triesAndHandsIn(browser, { base, password });
}
