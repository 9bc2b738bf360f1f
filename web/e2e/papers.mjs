/** Paper forms as the browser prints them: how many sheets, of which size, in the reader's script. */
import { open, signIn } from './lib.mjs';
import { check, same } from './report.mjs';

/** Type of record, form, sheets of A4: one for each copy. */
const papers = [
  ['complaint', 'complaint_form', 5],
  ['allowance_note', 'allowance_note', 2],
  ['return_note', 'return_note', 4],
  ['return_note', 'return_certificate', 1],
  ['voucher', 'voucher', 1],
  ['penalty_notice', 'penalty_notice', 1],
  ['measure', 'personnel_notice', 1],
  ['measure_petition', 'measure_petition', 1],
  ['personnel_list', 'personnel_list', 1],
  ['reminder_slip', 'reminder_slip', 1],
  ['inquiry_slip', 'inquiry_slip', 1],
];

/** The oldest record of a type that the person sees: the demo has carried it furthest. */
async function oldest(page, type) {
  const list = `/api/v1/cases?type=${type}&pack=product-complaint&sort=created&limit=1`;
  const found = await page.evaluate(async (url) => (await fetch(url)).json(), list);
  if (found.items.length === 0) throw new Error(`the demo has no ${type}`);
  return found.items[0].id;
}

async function printed(page, url) {
  await page.goto(url);
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  const sheets = pdf.match(/\/Type\s*\/Page\b(?!s)/g) ?? [];
  const boxes = [...pdf.matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/g)];
  return { sheets: sheets.length, sizes: boxes.map(([, w, h]) => [Number(w), Number(h)]) };
}

const isA4 = ([width, height]) => Math.abs(width - 595) < 2 && Math.abs(height - 842) < 2;

export async function papersPrint(browser, { base, password }) {
  const { context, page } = await open(browser, base);
  await signIn(page, 'qiumin', password);
  for (const [type, form, sheets] of papers) {
    await check(`${form} prints on ${sheets} sheets of A4`, async () => {
      const id = await oldest(page, type);
      const url = `${base}/api/v1/cases/${encodeURIComponent(id)}/forms/${form}`;
      const paper = await printed(await context.newPage(), url);
      same(paper.sheets, sheets, 'sheets');
      if (!paper.sizes.every(isA4)) throw new Error(`not A4: ${JSON.stringify(paper.sizes)}`);
    });
  }
  await check('the statistics print on the long side of A4', async () => {
    const id = await oldest(page, 'statistics_report');
    const url = `${base}/api/v1/cases/${encodeURIComponent(id)}/forms/statistics_report`;
    const paper = await printed(await context.newPage(), url);
    if (!paper.sizes.every(([width, height]) => isA4([height, width]))) {
      throw new Error(`not A4 lying: ${JSON.stringify(paper.sizes)}`);
    }
  });
  await check('a form is printed in the script of its reader', async () => {
    const id = await oldest(page, 'allowance_note');
    const reader = await context.newPage();
    const form = `${base}/api/v1/cases/${encodeURIComponent(id)}/forms/allowance_note`;
    await reader.goto(`${form}?language=zh-Hant`);
    same(await reader.locator('h1').first().innerText(), '銷貨折讓證明單', 'heading');
    const capitals = reader.getByText('人民幣 叄仟貳佰元整').first();
    if (!(await capitals.isVisible())) throw new Error('no amount in capitals');
  });
  await context.close();
}
