/** The main job without a mouse: from the sample to the clean file, by keys alone. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launch, open } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** Tabs until what has the focus matches; the walk must not need more than `most` presses. */
async function tabTo(page: Page, selector: string, most = 60): Promise<void> {
  for (let presses = 0; presses < most; presses++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
  }
  throw new Error(`${selector} not reached in ${most} presses of Tab`);
}

const left = async (page: Page): Promise<number> =>
  Number((await page.locator('.bar .left').textContent())?.replace(/\D/g, ''));

async function toReview(page: Page): Promise<void> {
  await tabTo(page, '.drop button:last-of-type');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.intro');
  while ((await page.locator('.sure button').count()) > 0) {
    await tabTo(page, '.sure button');
    await page.keyboard.press('Enter');
    await page.waitForTimeout(30);
  }
  await page.keyboard.press('Control+k');
  await page.keyboard.type('audit');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.charts');
  await tabTo(page, '.intro button');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#finding-title');
}

it('walks from the sample to the clean file by keys alone', async () => {
  const { page, failures } = await open(browser, { lang: 'fr' });
  await toReview(page);
  const before = await left(page);

  await page.keyboard.press('Enter');
  await expect.poll(() => left(page)).toBe(before - 1);

  await page.keyboard.press('e');
  await page.keyboard.type(' (revu)');
  await page.keyboard.press('Control+Enter');
  await expect.poll(() => left(page)).toBe(before - 2);

  await page.keyboard.press('k');
  await page.keyboard.type('Déjà client');
  await page.keyboard.press('Enter');
  await expect.poll(() => left(page)).toBe(before - 3);

  await page.keyboard.press('Control+z');
  await expect.poll(() => left(page)).toBe(before - 2);
  await page.keyboard.press('Control+y');
  await expect.poll(() => left(page)).toBe(before - 3);

  await page.keyboard.press('Control+s');
  await page.waitForSelector('#target');
  await tabTo(page, 'button[type=submit]');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-testid=result]');
  expect(failures).toEqual([]);
});

it('decides once for all notes that say the same, and takes it back at once', async () => {
  const { page } = await open(browser, { lang: 'fr', many: 1000 });
  await toReview(page);
  const together = page.locator('.together');
  await together.waitFor();
  const others = Number((await together.textContent())?.match(/\d+/)?.[0] ?? 1);
  const before = await left(page);
  await page.keyboard.press('g');
  await expect.poll(() => together.locator('input').isChecked()).toBe(true);
  await page.keyboard.press('s');
  await expect.poll(() => left(page)).toBe(before - others - 1);
  await page.keyboard.press('Control+z');
  await expect.poll(() => left(page)).toBe(before);
});

it('decides faster than thirty times a minute', async () => {
  const { page } = await open(browser, { lang: 'fr' });
  await toReview(page);
  const before = await left(page);
  const decisions = Math.min(20, before);
  const started = Date.now();
  for (let done = 1; done <= decisions; done++) {
    await page.keyboard.press('Enter');
    await expect.poll(() => left(page), { interval: 10 }).toBe(before - done);
  }
  const seconds = (Date.now() - started) / 1000;
  expect((decisions / seconds) * 60).toBeGreaterThan(30);
});

it('leaves single letters alone once they are switched off', async () => {
  const { page } = await open(browser, { lang: 'en' });
  await toReview(page);
  await page.keyboard.press('Control+,');
  await page.locator('dialog input[type=checkbox]').uncheck();
  await page.keyboard.press('Escape');
  await page.waitForSelector('dialog', { state: 'detached' });
  await page.keyboard.press('e');
  expect(await page.locator('#editor').count()).toBe(0);
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => page.locator('.position').textContent()).toMatch(/^2 of/);
});

it('changes language without losing the place', async () => {
  const { page } = await open(browser, { lang: 'fr' });
  await toReview(page);
  await page.keyboard.press('n');
  await expect.poll(() => page.locator('.position').textContent()).toMatch(/^2 sur/);
  await page.locator('button.language').click();
  await expect.poll(() => page.locator('.position').textContent()).toMatch(/^2 of/);
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
});
