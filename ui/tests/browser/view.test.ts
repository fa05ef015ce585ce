/** What must be in view without scrolling, in the window as it opens: what one decides on. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audited, launch, LANGUAGES, open, openSample, step } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** Is the whole of the element drawn, nothing over it or cut off? */
function whole(page: Page, css: string): Promise<boolean> {
  return page.evaluate((css) => {
    const element = document.querySelector(css);
    if (!element) return false;
    const box = element.getBoundingClientRect();
    const shown = (x: number, y: number): boolean => {
      const at = document.elementFromPoint(x, y);
      return at !== null && element.contains(at);
    };
    const middle = (box.left + box.right) / 2;
    return shown(middle, box.top + 2) && shown(middle, box.bottom - 2);
  }, css);
}

describe.each(LANGUAGES)('in %s', (lang) => {
  it('the review shows the note, the proposal, why, and every choice', async () => {
    const { page } = await open(browser, { lang });
    await audited(page);
    await step(page, 3);
    await page.waitForSelector('#finding-title');
    for (const part of ['.note', '[role=group] .text', '.why .message', '.decide', '.others']) {
      expect(await whole(page, `.panel ${part}`), part).toBe(true);
    }
    const rows = page.locator('[role=option] .who');
    const listed = await rows.evaluateAll(
      (all) => all.filter((one) => one.getBoundingClientRect().bottom < innerHeight).length,
    );
    expect(listed).toBeGreaterThanOrEqual(7);
  });

  it('the columns show what each was taken for, and the way on', async () => {
    const { page } = await open(browser, { lang });
    await openSample(page);
    for (const part of ['.go button', 'thead .role', 'section li select']) {
      expect(await whole(page, `main ${part}`), part).toBe(true);
    }
  });

  it('the audit shows its verdict, its figures and the first bars', async () => {
    const { page } = await open(browser, { lang });
    await audited(page);
    for (const part of ['h1', '.intro > button', '.charts li']) {
      expect(await whole(page, `main ${part}`), part).toBe(true);
    }
  });
});
