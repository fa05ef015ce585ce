/** A page on the recorded sample, and the few gestures that the tests share. */
import { chromium, type Browser, type Page } from 'playwright-core';
import { inject } from 'vitest';

export const LANGUAGES = ['fr', 'en'] as const;
export const THEMES = ['light', 'dark', 'contrast'] as const;
export const SIZES = { wide: { width: 1280, height: 800 }, small: { width: 900, height: 640 } };

export type Look = {
  lang: (typeof LANGUAGES)[number];
  theme: (typeof THEMES)[number];
  size?: keyof typeof SIZES;
  zoom?: number;
  slow?: number;
};

export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  });
}

/** A fresh page of the app. Anything written to the console as an error fails `failures`. */
export async function open(
  browser: Browser,
  look: Look,
): Promise<{ page: Page; failures: string[] }> {
  const context = await browser.newContext({
    viewport: SIZES[look.size ?? 'wide'],
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const failures: string[] = [];
  page.on('pageerror', (error) => failures.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') failures.push(message.text());
  });
  const asked = new URLSearchParams({ lang: look.lang, theme: look.theme });
  if (look.zoom) asked.set('zoom', String(look.zoom));
  if (look.slow) asked.set('slow', String(look.slow));
  await page.goto(`${inject('address')}/?${asked}`);
  await page.waitForSelector('h1');
  return { page, failures };
}

/** Opens the sample, settles its columns and audits it. */
export async function audited(page: Page): Promise<void> {
  await openSample(page);
  await settleColumns(page);
  await page.locator('main .go button').click();
  await page.waitForSelector('.charts');
}

export async function openSample(page: Page): Promise<void> {
  await page.locator('.drop button').nth(1).click();
  await page.waitForSelector('.intro');
}

/** Confirms the guess of every column that is unsure, sheet after sheet. */
export async function settleColumns(page: Page): Promise<void> {
  const asks = page.locator('.sure button');
  const sheetsLeft = page.locator('ul button:has(.todo)');
  while (await page.locator('.go button').isDisabled()) {
    if ((await asks.count()) > 0) await asks.first().click();
    else await sheetsLeft.first().click();
    await page.waitForTimeout(20);
  }
}

/** Goes to the step at that place of the strip (0 is the file). */
export async function step(page: Page, place: number): Promise<void> {
  await page.locator('nav ol button').nth(place).click();
}
