/** Pictures for the documentation, of a fresh demo company: node tools/screenshots.mjs FOLDER */
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { addresses } from '../e2e/api.mjs';
import { launch, open, settle, signIn } from '../e2e/lib.mjs';
import { startServer } from '../e2e/server.mjs';

const pictures = [
  { file: 'desk.png', page: 'desk', size: 'desktop' },
  { file: 'why-due.png', page: 'clock in days', size: 'desktop' },
  { file: 'desk-phone.png', page: 'desk', size: 'phone' },
];

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('usage: node tools/screenshots.mjs FOLDER');
mkdirSync(folder, { recursive: true });

const server = await startServer();
const browser = await launch();
try {
  for (const { file, page: name, size } of pictures) {
    const { context, page } = await open(browser, server.base, { size });
    await signIn(page, server.login, server.password);
    const path = (await addresses(page))[name];
    if (!path) throw new Error(`no page is called ${name}`);
    await page.goto(server.base + path);
    await settle(page);
    await page.screenshot({ path: join(folder, file), animations: 'disabled' });
    console.log(`${file}: ${path}, ${Math.ceil(statSync(join(folder, file)).size / 1024)} KB`);
    await context.close();
  }
} finally {
  await browser.close();
  await server.stop();
}
