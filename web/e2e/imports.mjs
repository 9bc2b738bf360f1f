/** A list of units comes in: columns matched and remembered, faults handed back, the rest on the board. */
import { readFileSync } from 'node:fs';
import { get } from './api.mjs';
import { violations } from './axe.mjs';
import { open, settle, signIn, sizes } from './lib.mjs';
import { check, none, same } from './report.mjs';

const controller = 'yintao';
const header = '楼栋,所在楼层,房号,建筑面积（㎡）,总价（万元）,备注';
const csv = (...rows) => Buffer.from([header, ...rows].join('\n'));
const file = (buffer, name = '房源.csv') => ({ name, mimeType: 'text/csv', buffer });

/** The start of a list as Excel saves it in China: the titles of two columns in GBK. */
const gbk = Buffer.from([
  0xc2, 0xa5, 0xb6, 0xb0, 0x2c, 0xb7, 0xbf, 0xba, 0xc5, 0x0a, 0x41, 0x2c, 0x31, 0x0a,
]);

const tile = (page, title) =>
  page.locator('.tile', { hasText: title }).locator('strong').innerText();
const give = (page, content) => page.setInputFiles('input[type=file]', content);
const heading = (page, name) => page.getByRole('heading', { name });

async function choose(page) {
  await page.getByRole('combobox', { name: '登记成' }).click();
  await page.locator('.ant-select-item-option', { hasText: '登记房源' }).click();
}

async function firstFile(page, base) {
  await check('a list is chosen and its columns are matched by their titles', async () => {
    await page.goto(`${base}/new`);
    await page.getByRole('link', { name: '导入表格' }).click();
    await choose(page);
    const rows = ['E2E楼,1,101,89.5,125.5,', 'E2E楼,一,102,89.5,126,', 'E2E楼,1,101,90,130,'];
    await give(page, file(csv(...rows, 'E2E楼,2,201,,128,')));
    await heading(page, '每一列是什么').waitFor();
    const meant = await page.locator('.import-means').allInnerTexts();
    same(
      meant.map((text) => text.trim()).join('|'),
      '楼栋 *|楼层 *|房号 *|面积（㎡）|不导入|不导入',
      'columns',
    );
  });
  await check('what is still missing is said, and can be given for all rows', async () => {
    same(await page.getByRole('button', { name: '预览' }).isEnabled(), false, 'preview');
    await page.getByText('还缺：').waitFor();
    await page.getByRole('combobox', { name: '“总价（万元）”登记为' }).press('Enter');
    await page.locator('.ant-select-item-option', { hasText: '标价' }).click();
    await page.getByText('锦绣江南').click();
  });
}

async function preview(page) {
  await check('the preview marks faults and duplicates and writes nothing', async () => {
    await page.getByRole('button', { name: '预览' }).click();
    await heading(page, '预览').waitFor();
    same(await tile(page, '可导入'), '2', 'rows that can be imported');
    same(await tile(page, '重复'), '1', 'duplicates');
    same(await tile(page, '有误'), '1', 'faulty rows');
    await page.getByText('楼层：不是数字').waitFor();
    await page.getByText('与文件第 2 行重复').waitFor();
    none(await violations(page), 'axe');
    const found = await get(page, '/cases?pack=sales-office&type=unit&q=E2E');
    same(found.items.length, 0, 'units on file');
  });
  await check(
    'a page that is loaded again still shows its trial and what was settled',
    async () => {
      await page.reload();
      await heading(page, '预览').waitFor();
      same(await tile(page, '可导入'), '2', 'rows that can be imported');
      const price = page.getByRole('row', { name: /总价/ }).locator('.import-means');
      same((await price.innerText()).trim(), '标价 *', 'meaning of the price');
    },
  );
  await check('the first rows are shown as they would be written', async () => {
    await page.getByText('前 4 行').click();
    await page.getByRole('cell', { name: '¥1,255,000.00' }).waitFor();
  });
}

async function take(page) {
  await check('the import takes the good rows in and hands the others back as a file', async () => {
    await page.getByRole('button', { name: '导入 2 行' }).click();
    await heading(page, '导入完成').waitFor();
    same(await tile(page, '已导入'), '2', 'rows taken in');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'CSV' }).click(),
    ]);
    const text = readFileSync(await download.path(), 'utf8');
    if (!text.includes('E2E楼,一,102,89.5,126,,3,楼层：不是数字')) throw new Error(text);
    same(text.trim().split('\r\n').length, 3, 'lines of the file');
  });
  await check('a page that is loaded again still shows its import', async () => {
    await page.reload();
    await heading(page, '导入完成').waitFor();
    same(await tile(page, '已导入'), '2', 'rows taken in');
  });
  await check('what came in is seen in the list', async () => {
    await page.getByRole('link', { name: '查看名录' }).click();
    await settle(page);
    await page.getByText('E2E楼-201').first().waitFor();
  });
}

async function nextFile(page, base) {
  await check(
    'the next file of the kind needs no matching; what is in is passed over',
    async () => {
      await page.goto(`${base}/import?what=${encodeURIComponent('sales-office/unit.register')}`);
      await give(page, file(csv('E2E楼,1,101,89.5,125.5,', 'E2E楼,3,301,89.5,131,')));
      await page.getByText('沿用您上次的对应').waitFor();
      await page.getByRole('button', { name: '预览' }).click();
      await heading(page, '预览').waitFor();
      same(await tile(page, '可导入'), '1', 'rows that can be imported');
      same(await tile(page, '以前导入过'), '1', 'rows imported before');
    },
  );
  await check(
    'a file in GBK is read, one that is no table is refused with what to do',
    async () => {
      await give(page, file(gbk));
      await page.getByText('按 GB18030 读取').waitFor();
      await give(page, file(Buffer.from(`${header}\n`)));
      await page.getByText('没有数据').waitFor();
      await page.getByText('请核对选对了文件和工作表').waitFor();
    },
  );
}

async function phone(browser, server) {
  const { context, page } = await open(browser, server.base, { size: 'phone' });
  await signIn(page, controller, server.password);
  await check('on a telephone nothing stands out of the page', async () => {
    await page.goto(
      `${server.base}/import?what=${encodeURIComponent('sales-office/unit.register')}`,
    );
    await give(page, file(csv('E2E楼,4,401,89.5,125.5,', 'E2E楼,四,402,89.5,126,')));
    await page.getByRole('button', { name: '预览' }).click();
    await heading(page, '预览').waitFor();
    for (const size of [sizes.phone, sizes.narrow]) {
      await page.setViewportSize(size);
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      same(Math.max(0, wide), 0, `pixels sideways at ${size.width}`);
    }
    none(await violations(page), 'axe');
  });
  await context.close();
}

export async function imports(browser, server) {
  const { context, page, complaints } = await open(browser, server.base);
  await signIn(page, controller, server.password);
  await firstFile(page, server.base);
  await preview(page);
  await take(page);
  await nextFile(page, server.base);
  await check('the page has nothing to complain of but the file that was refused', async () => {
    const others = complaints.filter((text) => !text.includes('422'));
    same(others.join('\n'), '', 'console');
  });
  await context.close();
  await phone(browser, server);
}
