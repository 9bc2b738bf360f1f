/** Pictures come into a case by button, drop and paste, are refused when they lie, and open large. */
import { deflateSync } from 'node:zlib';
import { get, send } from './api.mjs';
import { open, settle, signIn } from './lib.mjs';
import { check, same } from './report.mjs';

const seller = 'shilei';

function crc(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (sum ^ 0xffffffff) >>> 0;
}

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length);
  frame.writeUInt32BE(crc(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** A picture of one colour. */
function png(red, size = 64) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size);
  head.writeUInt32BE(size, 4);
  head.set([8, 2], 8);
  const row = Buffer.concat([
    Buffer.from([0]),
    Buffer.from(Array.from({ length: size }, () => [red, 90, 60]).flat()),
  ]);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.concat(Array.from({ length: size }, () => row)))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const file = (name, buffer, mimeType = 'image/png') => ({ name, mimeType, buffer });

/** Drops or pastes as a browser does, which no test can do with the real hand. */
const give = (control, kind, name, bytes) =>
  control.evaluate(
    (place, given) => {
      const transfer = new DataTransfer();
      const content = new Uint8Array(given.bytes);
      transfer.items.add(new File([content], given.name, { type: 'image/png' }));
      const event =
        given.kind === 'paste'
          ? new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true })
          : new DragEvent('drop', { dataTransfer: transfer, bubbles: true });
      place.dispatchEvent(event);
    },
    { kind, name, bytes: [...bytes] },
  );

async function openDraft(page, base, id) {
  await page.goto(`${base}/cases/${encodeURIComponent(id)}`);
  await page.getByRole('button', { name: '暂存处理表' }).first().click();
  const control = page.locator('.attach', { has: page.locator('[id$="sample_photos"]') });
  await control.waitFor();
  return control;
}

async function attach(page, base, id) {
  const control = await openDraft(page, base, id);
  const cards = control.locator('.attach-card');
  const input = control.locator('[id$="sample_photos"]');
  await check('a picture is taken by button, by drop and by paste', async () => {
    await input.setInputFiles(file('整板.png', png(200)));
    await cards.filter({ hasText: '整板.png' }).locator('img').waitFor();
    await give(control, 'drop', '切片.png', png(120));
    await cards.filter({ hasText: '切片.png' }).locator('img').waitFor();
    await give(control, 'paste', 'image.png', png(40));
    await page.waitForFunction(() => document.querySelectorAll('.attach-card img').length === 3);
  });
  await check('a file that is not what its name says is refused, the others stay', async () => {
    await input.setInputFiles(file('证明.pdf', png(10), 'application/pdf'));
    const refused = cards.filter({ hasText: '证明.pdf' });
    await refused.getByText('文件内容与扩展名不符').waitFor();
    same(await cards.locator('img').count(), 3, 'pictures');
    await refused.getByRole('button', { name: '删除附件 证明.pdf' }).click();
  });
  await check('what is not taken here is said before it is sent', async () => {
    await input.setInputFiles(file('程序.exe', png(10)));
    const refused = cards.filter({ hasText: '程序.exe' });
    await refused.getByText('此处不收这种文件').waitFor();
    await refused.getByRole('button', { name: '删除附件 程序.exe' }).click();
  });
  await check('one that was taken by mistake is removed before sending', async () => {
    await control.getByRole('button', { name: '删除附件 切片.png' }).click();
    same(await cards.count(), 2, 'attachments');
  });
  await page.locator('.open-action button[type=submit]').click();
  await page.locator('.attach-tile').first().waitFor();
}

async function look(page, base, id) {
  await check('pictures of a case open large, and are left by Escape', async () => {
    await page.goto(`${base}/cases/${encodeURIComponent(id)}`);
    await settle(page);
    await page.getByRole('button', { name: '查看 整板.png' }).click();
    const viewer = page.getByRole('dialog');
    await viewer.getByRole('img', { name: '整板.png' }).waitFor();
    await page.waitForFunction(
      () => document.querySelector('.viewer-picture')?.naturalWidth === 64,
    );
    await page.keyboard.press('ArrowRight');
    same(await viewer.getByRole('img', { name: '整板.png' }).count(), 0, 'the picture before');
    await page.keyboard.press('ArrowLeft');
    await viewer.getByRole('img', { name: '整板.png' }).waitFor();
    await page.keyboard.press('Escape');
    await viewer.waitFor({ state: 'detached' });
    if (!page.url().includes('/cases/')) throw new Error('Escape left the case');
  });
}

export async function attachments(browser, server) {
  const { context, page, complaints } = await open(browser, server.base);
  await signIn(page, seller, server.password);
  const client = (await get(page, '/clients?q=HC01')).items[0] ?? { key: 'HC01' };
  const begun = await send(page, '/commands/product-complaint/complaint.report', {
    with: { client: client.key, client_region: 'domestic', symptom: '板面发白' },
  });
  await attach(page, server.base, begun.id);
  await look(page, server.base, begun.id);
  await check('the page has nothing to complain of but the file that was refused', async () => {
    const others = complaints.filter((text) => !text.includes('415'));
    same(others.join('\n'), '', 'console');
  });
  await context.close();
}
