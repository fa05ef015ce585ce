/** A page on the recorded sample, and the few gestures that the tests share. */
import { chromium, type Browser, type Page } from 'playwright-core';
import { expect, inject } from 'vitest';

export const LANGUAGES = ['fr', 'en'] as const;
export const THEMES = ['light', 'dark', 'contrast'] as const;
export const SIZES = { wide: { width: 1100, height: 720 }, small: { width: 800, height: 560 } };

/** What is waited for comes when a busy machine gets to it. */
const PATIENCE_MS = 90_000;

/** How the page is looked at. */
export type Look = {
  theme: (typeof THEMES)[number];
  size: keyof typeof SIZES;
  /** In percent; 100 when none. */
  zoom?: number;
  /** The system draws its own colours (Windows' high contrast). */
  forced?: boolean;
};

/** How the page is opened. */
export type Start = {
  lang: (typeof LANGUAGES)[number];
  /** Milliseconds a step of a job takes. */
  slow?: number;
  /** How many findings there are. */
  many?: number;
  /** A text file is opened. */
  csv?: 1;
  /** The sample opens with that password. */
  locked?: string;
  /** The area and page that are shown. */
  place?: string;
  /** A newcomer: no recent file, no self-assessment begun. */
  blank?: string;
  /** The folder that is picked holds several files. */
  folder?: 1;
  /** Two columns are unsure. */
  unsure?: 1;
  /** Questions to the host that fail, with their error's code: `decide:store`. */
  fail?: string;
  /** Questions to the host that are answered late, with the milliseconds: `finding:200`. */
  late?: string;
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
  start: Start,
): Promise<{ page: Page; failures: string[] }> {
  const context = await browser.newContext({
    viewport: SIZES.wide,
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const failures: string[] = [];
  page.on('pageerror', (error) => failures.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') failures.push(message.text());
  });
  const asked = new URLSearchParams({ theme: 'light' });
  for (const [name, value] of Object.entries(start)) asked.set(name, String(value));
  await page.goto(`${inject('address')}/?${asked}`);
  await page.waitForSelector('h1');
  return { page, failures };
}

/** Changes theme, window and zoom under the screen that is shown. */
export async function see(page: Page, look: Look): Promise<void> {
  const { theme, size, zoom = 100, forced = false } = look;
  await page.setViewportSize(SIZES[size]);
  await page.emulateMedia({ forcedColors: forced ? 'active' : 'none' });
  await page.evaluate(
    ([theme, zoom]) => {
      document.documentElement.dataset['theme'] = theme;
      document.documentElement.style.fontSize = `${zoom}%`;
    },
    [theme, zoom] as const,
  );
  // Two frames: laid out, then drawn.
  await page.evaluate(
    () =>
      new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => drawn(null)))),
  );
}

/** Opens the sample, settles its columns and audits it. */
export async function audited(page: Page): Promise<void> {
  await openSample(page);
  await settleColumns(page);
  await page.locator('main .go button').click();
  await page.waitForSelector('.charts');
}

export async function openSample(page: Page): Promise<void> {
  await page.locator('.drop button').last().click();
  await page.waitForSelector('.intro');
}

/** Confirms the guess of every column that is unsure, sheet after sheet. */
export async function settleColumns(page: Page): Promise<void> {
  // What is there now is pressed, whatever it is: nothing is waited for that may just have gone.
  const settle = (): Promise<boolean> =>
    page.evaluate(() => {
      const find = (css: string): HTMLElement | null => document.querySelector(css);
      if (find('.go button:not(:disabled)')) return true;
      (find('.sure button') ?? find('ul button:has(.todo)'))?.click();
      return false;
    });
  await expect.poll(settle).toBe(true);
}

/** How many findings are left to decide on, as the bar says. */
export async function left(page: Page): Promise<number> {
  return Number((await page.locator('.bar .left').textContent())?.replace(/\D/g, ''));
}

/** Goes to the step at that place of the strip (0 is the file). */
export async function step(page: Page, place: number): Promise<void> {
  await page.locator('nav ol button').nth(place).click();
}
