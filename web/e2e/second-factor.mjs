/** 二次验证: turned on, signed in with, lost, taken away, turned off; at a desk and on a telephone. */
import { createHmac } from 'node:crypto';
import { violations } from './axe.mjs';
import { open, settle, signIn } from './lib.mjs';
import { check, none, same } from './report.mjs';

const login = 'xieting';
const stepNow = () => Math.floor(Date.now() / 30_000);

/** RFC 6238, as an authenticator has it. */
function totp(base32, step) {
  let bits = '';
  for (const letter of base32) {
    bits += 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0');
  }
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', key).update(counter).digest();
  const number = mac.readUInt32BE(mac[19] & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

const panel = (page) => page.locator('.panel').filter({ hasText: '二次验证' }).first();
const button = (page, name) => page.getByRole('button', { name });

async function sound(page, what) {
  none(await violations(page), `axe, ${what}`);
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  same(Math.max(0, sideways), 0, `pixels sideways, ${what}`);
}

async function openMe(page, server) {
  await page.goto(`${server.base}/me`);
  await panel(page).waitFor();
  await settle(page);
}

async function signOut(page) {
  await button(page, '退出登录').click();
  await page.locator('#login').waitFor();
}

async function enter(page, password, code) {
  await page.locator('#login').fill(login);
  await page.locator('#password').fill(password);
  if (code) await page.locator('#code').fill(code);
  await page.locator('#password').press('Enter');
}

async function showBoth(page, server, code) {
  await page.locator('#factor-password').fill(server.password);
  await page.locator('#factor-code').fill(code);
  await page.locator('#factor-code').press('Enter');
}

async function recoveryCodes(page) {
  await page.locator('.me-codes').waitFor();
  const codes = await page.locator('.me-codes li').allTextContents();
  same(codes.length, 8, 'recovery codes');
  return codes;
}

async function turnOn(page, server, phone) {
  await openMe(page, server);
  await button(page, '启用二次验证').click();
  await sound(page, 'password asked for');
  await page.locator('#factor-password').fill(server.password);
  await page.locator('#factor-password').press('Enter');
  await page.locator('.me-qr svg').waitFor();
  await sound(page, 'QR code');
  phone.key = (await page.locator('.me-secret').textContent()).replaceAll(' ', '');
  phone.step = stepNow();
  await page.locator('#factor-code').fill(totp(phone.key, phone.step));
  await page.locator('#factor-code').press('Enter');
  const codes = await recoveryCodes(page);
  await sound(page, 'recovery codes');
  return codes;
}

async function life(browser, server, size) {
  const { context, page, complaints } = await open(browser, server.base, { size });
  if (size === 'desktop') await page.setViewportSize({ width: 1280, height: 800 });
  await signIn(page, login, server.password);
  const phone = {};
  let codes;
  await check(`${size}: it is turned on with a QR code and its first code`, async () => {
    codes = await turnOn(page, server, phone);
    await button(page, '已收好').click();
    same(await page.locator('.me-codes').count(), 0, 'lists of codes, once they are kept');
  });
  await check(`${size}: a sign-in without the code is refused like a wrong password`, async () => {
    await signOut(page);
    await enter(page, server.password);
    const said = await page.locator('.refusal').textContent();
    await sound(page, 'refused');
    await page.reload();
    await enter(page, 'wrong');
    const withoutId = (text) => text.replace(/ · [0-9a-f]{16}$/, '');
    same(withoutId(await page.locator('.refusal').textContent()), withoutId(said), 'what is said');
  });
  await check(`${size}: the code opens, once, and the page knows the next time`, async () => {
    const code = totp(phone.key, phone.step + 1);
    await enter(page, server.password, code);
    await page.locator('.shell').waitFor();
    await openMe(page, server);
    await signOut(page);
    await sound(page, 'code asked for');
    await enter(page, server.password, code);
    await page.locator('.refusal').waitFor();
  });
  await check(`${size}: a recovery code opens in its place, and new ones are made`, async () => {
    await enter(page, server.password, codes[0].toLowerCase());
    await page.locator('.shell').waitFor();
    await openMe(page, server);
    await page.getByText('备用码还剩 7 个').waitFor();
    await button(page, '换一批备用码').click();
    await showBoth(page, server, codes[1]);
    codes = await recoveryCodes(page);
  });
  await check(`${size}: printed, the codes stand alone`, async () => {
    await page.emulateMedia({ media: 'print' });
    same(await page.locator('.panel:visible').count(), 1, 'panels on paper');
    await page.emulateMedia({ media: 'screen' });
    await button(page, '已收好').click();
  });
  await check(`${size}: it is turned off with password and code`, async () => {
    await button(page, '停用二次验证').click();
    await showBoth(page, server, '000000x');
    await panel(page).locator('.refusal').waitFor();
    await sound(page, 'wrong code');
    await showBoth(page, server, codes[0]);
    await button(page, '启用二次验证').waitFor();
  });
  if (server.run) {
    await check(`${size}: whoever keeps the machine takes it away, and sessions end`, async () => {
      await turnOn(page, server, phone);
      server.run('user', 'drop-second-factor', login);
      const visitor = await open(browser, server.base, { size });
      await signIn(visitor.page, login, server.password);
      await visitor.context.close();
    });
  }
  await check(`${size}: nothing was complained of`, async () => {
    // The browser reports each refusal that a page was given.
    none(
      complaints.filter((text) => !text.includes('422')),
      'console',
    );
  });
  await context.close();
}

export async function secondFactor(browser, server) {
  for (const size of ['desktop', 'phone']) await life(browser, server, size);
}
