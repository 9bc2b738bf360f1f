/** What every end-to-end test needs: the browser, a signed-in page, a count of what held. */
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const flags =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

export const sizes = {
  desktop: { width: 1366, height: 768 },
  tablet: { width: 900, height: 1000 },
  phone: { width: 390, height: 844 },
  narrow: { width: 320, height: 640 },
  /** A telephone whose owner has set everything twice as large. */
  zoomed: { width: 195, height: 422 },
};

export function browserPath() {
  const path = process.env.CHROMIUM ?? '/usr/bin/chromium';
  if (!existsSync(path)) throw new Error(`no browser at ${path}; set CHROMIUM`);
  return path;
}

export const launch = () =>
  chromium.launch({ executablePath: browserPath(), args: flags.split(' ') });

/** Console errors and failed scripts of a page; a page that has any did not pass. */
export function watchConsole(page) {
  const complaints = [];
  page.on('console', (message) => {
    const isComplaint = message.type() === 'error' || message.type() === 'warning';
    // Before one signs in the server says 401; the browser reports it whatever the page does.
    if (isComplaint && !message.text().includes('401')) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return complaints;
}

export async function open(
  browser,
  base,
  { size = 'desktop', dark = false, language = 'zh-Hans' } = {},
) {
  const context = await browser.newContext({
    viewport: sizes[size],
    locale: 'zh-CN',
    isMobile: size === 'phone' || size === 'narrow',
    hasTouch: size === 'phone' || size === 'narrow',
  });
  await context.addInitScript(
    (settings) => {
      if (!localStorage.getItem('guiju-settings')) localStorage.setItem('guiju-settings', settings);
    },
    JSON.stringify({ language, appearance: dark ? 'dark' : 'light', singleKeys: true }),
  );
  const page = await context.newPage();
  const complaints = watchConsole(page);
  page.setDefaultTimeout(15_000);
  await page.goto(base);
  return { context, page, complaints };
}

export async function signIn(page, login, password) {
  await page.locator('#login').fill(login);
  await page.locator('#password').fill(password);
  await page.locator('#password').press('Enter');
  await page.locator('.shell').waitFor();
}

/** Until the page has its heading and nothing on it is being fetched for the first time. */
export async function settle(page) {
  await page.waitForFunction(
    () =>
      document.querySelector('h1') &&
      !document.querySelector('.skeleton-rows, .opening, [aria-busy=true]'),
  );
  await page.waitForTimeout(150);
}
