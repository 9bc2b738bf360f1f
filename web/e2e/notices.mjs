/** A holiday notice: tried, refused with its line, taken over by who keeps the regulations. */
import { open, settle, signIn } from './lib.mjs';
import { check, same } from './report.mjs';

const notice = `2027:
  notices:
    - number: 国办发明电〔2026〕9号
      title: 国务院办公厅关于2027年部分节假日安排的通知
      issued_by: 国务院办公厅
      published_on: 2026-11-06
  days_off:
    new_year: [2027-01-01..2027-01-03]
`;

export async function notices(browser, { base, password }) {
  const { context, page, complaints } = await open(browser, base);
  await signIn(page, 'luohui', password);
  const newYear = page.locator('td[title^="2027-01-01"]');
  await page.goto(`${base}/calendar?pack=huayuan&year=2027&month=01`);
  await settle(page);
  const text = page.getByLabel(/通知内容/);
  const tryIt = page.getByRole('button', { name: '试算', exact: true }).last();
  await check('a notice that does not hold is told with its line', async () => {
    await text.fill(notice.replace('2027-01-01..', '2026-01-01..'));
    await tryIt.click();
    await page
      .getByRole('alert')
      .getByText(/第 8 行/)
      .first()
      .waitFor();
    same(await page.getByRole('button', { name: '登记', exact: true }).count(), 0, 'take over');
  });
  await check('one that holds is tried, then taken over, and the year is marked', async () => {
    await text.fill(notice);
    await tryIt.click();
    await page.getByRole('heading', { name: '登记后将移动' }).waitFor();
    await page.getByRole('button', { name: '登记', exact: true }).click();
    await page.getByRole('heading', { name: '已登记' }).waitFor();
    await settle(page);
    await newYear.getByText('休').waitFor();
  });
  await check('what it moved stays with the notice', async () => {
    await page.goto(`${base}/calendar?pack=huayuan&year=2027&month=01`);
    await page.getByRole('button', { name: '移动了哪些时限' }).click();
    await page.getByText(/移动 \d+ 个时限/).waitFor();
    await page.getByRole('link', { name: /关于2027年/ }).click();
    await page.getByText('国办发明电〔2026〕9号').first().waitFor();
  });
  same(complaints.join('\n'), '', 'complaints of the browser');
  await context.close();
  const other = await open(browser, base);
  await signIn(other.page, 'zhoumin', password);
  await check(
    'whoever does not keep the regulations reads the notice and takes over none',
    async () => {
      await other.page.goto(`${base}/calendar?pack=huayuan&year=2027`);
      await other.page.getByText('国办发明电〔2026〕9号').first().waitFor();
      same(await other.page.getByLabel(/通知内容/).count(), 0, 'the form');
    },
  );
  await other.context.close();
}
