/** Lists and reports as Excel files, downloaded by the button, and printed on paper. */
import { readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';
import { open, settle, signIn } from './lib.mjs';
import { check, same } from './report.mjs';

/** One file of a zip archive, found through its directory; undefined where there is none. */
function unzipped(archive, wanted) {
  let at = archive.readUInt32LE(archive.lastIndexOf('PK\x05\x06', undefined, 'latin1') + 16);
  while (archive.readUInt32LE(at) === 0x02014b50) {
    const [name, extra, comment] = [28, 30, 32].map((place) => archive.readUInt16LE(at + place));
    if (archive.toString('utf8', at + 46, at + 46 + name) === wanted) {
      const local = archive.readUInt32LE(at + 42);
      const from = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
      const bytes = archive.subarray(from, from + archive.readUInt32LE(at + 20));
      return (archive.readUInt16LE(at + 10) === 0 ? bytes : inflateRawSync(bytes)).toString('utf8');
    }
    at += 46 + name + extra + comment;
  }
  return undefined;
}

async function downloaded(page) {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: '导出 Excel' }).click(),
  ]);
  const file = readFileSync(await download.path());
  const sheet = unzipped(file, 'xl/worksheets/sheet1.xml');
  return { name: download.suggestedFilename(), book: unzipped(file, 'xl/workbook.xml'), sheet };
}

async function pagesOnPaper(page) {
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  return [...pdf.matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/g)].map(([, w, h]) =>
    Number(w) > Number(h) ? 'landscape' : 'portrait',
  );
}

export async function sheets(browser, { base, password }) {
  const { context, page } = await open(browser, base);
  await signIn(page, 'qiumin', password);
  await check('the tracking ledger downloads as an Excel file of what the page lists', async () => {
    await page.goto(`${base}/cases?pack=product-complaint&type=tracking_line`);
    await settle(page);
    const found = await page.locator('.page-head .soft').innerText();
    const file = await downloaded(page);
    same(file.name, '登记追踪.xlsx', 'file');
    if (!file.book.includes('name="登记追踪"')) throw new Error('no sheet of that name');
    for (const heading of ['编号', '所属', '段', '承办单位', '进入', '离开']) {
      if (!file.sheet.includes(`<t>${heading}</t>`)) throw new Error(`no column ${heading}`);
    }
    const rows = (file.sheet.match(/<row /g) ?? []).length - 1;
    if (!found.includes(String(rows))) throw new Error(`${rows} rows, the page says ${found}`);
  });
  await check('a list prints on the long side of the paper', async () => {
    const sides = await pagesOnPaper(page);
    same(new Set(sides).size === 1 && sides[0], 'landscape', 'paper');
  });
  await check('the monthly statistics download with a sheet for each table', async () => {
    const id = await page.evaluate(async () => {
      const list = await (await fetch('/api/v1/reports?pack=product-complaint&limit=200')).json();
      return list.items.find((row) => row.type === 'statistics_report')?.id;
    });
    await page.goto(`${base}/reports/${encodeURIComponent(id)}`);
    await settle(page);
    const file = await downloaded(page);
    for (const name of [
      '客户投诉案件统计表',
      '逐案',
      '依分类',
      '依责任部门',
      '各段准时率',
      '各单位准时率',
    ]) {
      if (!file.book.includes(`name="${name}"`)) throw new Error(`no sheet ${name}`);
    }
  });
  await context.close();
}
