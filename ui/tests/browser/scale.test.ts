/** A list of 100,000 findings: as few lines are drawn as are seen, from the first to the last. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { audited, launch, open, step } from './browser.ts';

const MANY = 100_000;

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

it('draws what is seen of a hundred thousand findings', async () => {
  const { page, failures } = await open(browser, { lang: 'en', many: MANY });
  await audited(page);
  await step(page, 3);
  await page.waitForSelector('#finding-title');
  expect(await page.locator('.bar .left').textContent()).toContain('100,000');

  const list = page.locator('[role=listbox]');
  const drawn = page.locator('[role=option]');
  expect(await drawn.count()).toBeLessThan(60);

  await page.locator('#finding-0 .what').waitFor();
  await expect.poll(() => list.evaluate((element) => element.scrollHeight)).toBeGreaterThan(1e6);
  const last = page.locator(`#finding-${MANY - 1}`);
  // The height is estimated until lines are drawn: the end may move while one goes to it.
  const toTheEnd = async (): Promise<number> => {
    await list.evaluate((element) => element.scrollTo({ top: element.scrollHeight }));
    return last.locator('.what').count();
  };
  await expect.poll(toTheEnd, { timeout: 60_000 }).toBe(1);
  expect(await drawn.count()).toBeLessThan(60);

  await last.click();
  await page.locator('.position', { hasText: '100,000 of' }).waitFor();
  expect(failures).toEqual([]);
  await page.context().close();
});
