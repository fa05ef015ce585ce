/**
 * Every screen and dialog × language × theme × window × zoom: no accessibility fault (axe), no error
 * in the console, and a picture in tests/out/ to be looked at.
 */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audited, launch, LANGUAGES, left, open, openSample, step, type Start } from './browser.ts';
import { lookedAt } from './looks.ts';

type State = { name: string; start?: Partial<Start>; show: (page: Page) => Promise<void> };

const STATES: State[] = [
  { name: '1-file', show: async () => undefined },
  { name: '1-file-newcomer', start: { blank: '' }, show: async () => undefined },
  { name: '1-file-folder', start: { folder: 1 }, show: folder },
  { name: '1-file-reading', start: { slow: 100_000 }, show: (page) => working(page, openButton) },
  {
    name: '1-file-error',
    start: { fail: 'openFile:damaged' },
    show: (page) => fails(page, openButton),
  },
  { name: '2-columns-unsure', start: { unsure: 1 }, show: openSample },
  { name: '2-columns', show: openSample },
  { name: '2-columns-text', start: { csv: 1 }, show: openSample },
  { name: '3-audit', show: audited },
  { name: '4-review', show: reviewing },
  { name: '4-review-edit', show: then(reviewing, (page) => page.keyboard.press('e')) },
  { name: '4-review-keep', show: then(reviewing, (page) => page.keyboard.press('k')) },
  {
    name: '4-review-filters',
    show: then(reviewing, (page) => page.locator('.head [aria-expanded]').click()),
  },
  { name: '4-review-bulk', show: then(reviewing, bulk) },
  { name: '4-review-done', show: then(reviewing, allDecided) },
  { name: '4-review-none', show: then(reviewing, searchNothing) },
  { name: '4-review-together', start: { many: 400 }, show: reviewing },
  {
    name: '4-review-error',
    start: { fail: 'decide:store' },
    show: then(reviewing, (page) => fails(page, accept)),
  },
  { name: '5-export', show: exporting },
  { name: '5-export-done', show: then(exporting, written) },
  {
    name: '5-export-error',
    start: { fail: 'exportFile:target_exists' },
    show: then(exporting, (page) => fails(page, 'button[form=export]')),
  },
  { name: '6-keys', show: then(reviewing, (page) => page.keyboard.press('F1')) },
  { name: '6-settings', show: then(openSample, (page) => page.keyboard.press('Control+,')) },
  {
    name: '6-settings-error',
    start: { fail: 'loadSettings:bad_request' },
    show: then(openSample, settingsThatFail),
  },
  { name: '6-about', show: then(openSample, about) },
  { name: '6-notes', show: then(reviewing, readNotes) },
  { name: '6-palette', show: then(reviewing, (page) => page.keyboard.press('Control+k')) },
  { name: '5-compare', show: then(exporting, compare) },
  { name: '6-words', show: then(reviewing, words) },
  { name: '6-history', show: then(reviewing, history) },
];

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

describe.each(LANGUAGES)('in %s', (lang) => {
  it.each(STATES)('$name', async ({ name, start, show }) => {
    const { page, failures } = await open(browser, { lang, ...start });
    await show(page);
    const found = await lookedAt(page, `${name}.${lang}`);
    expect(found).toEqual([]);
    expect(failures).toEqual([]);
    await page.context().close();
  });
});

function then(first: State['show'], second: State['show']): State['show'] {
  return async (page) => {
    await first(page);
    await second(page);
  };
}

async function reviewing(page: Page): Promise<void> {
  await audited(page);
  await step(page, 3);
  await page.waitForSelector('#finding-title');
}

const openButton = '.drop button:last-of-type';
const accept = '.decide .primary';

/** Presses something that takes long. */
async function working(page: Page, css: string): Promise<void> {
  await page.locator(css).click();
  await page.waitForSelector('progress');
}

/** Presses something that fails, and waits until that is told. */
async function fails(page: Page, css: string): Promise<void> {
  await page.locator(css).click();
  await page.waitForSelector('[role=alert]');
}

async function settingsThatFail(page: Page): Promise<void> {
  await page.keyboard.press('Control+,');
  await fails(page, 'dialog .buttons button:last-child');
}

async function folder(page: Page): Promise<void> {
  await page.locator('.drop button').nth(1).click();
  await page.waitForSelector('td.failed');
  await page.waitForSelector('td.done');
}

async function searchNothing(page: Page): Promise<void> {
  await page.locator('#review-search').fill('xyzzy');
  await page.waitForSelector('#finding-title', { state: 'detached' });
}

async function bulk(page: Page): Promise<void> {
  await page.locator('.bar .tools button').last().click();
  await page.waitForSelector('dialog li');
}

async function allDecided(page: Page): Promise<void> {
  await bulk(page);
  await page.locator('dialog footer button').last().click();
  await page.waitForSelector('dialog', { state: 'detached' });
}

async function history(page: Page): Promise<void> {
  const before = await left(page);
  await page.keyboard.press('Enter');
  await expect.poll(() => left(page)).toBe(before - 1);
  await page.keyboard.press('Control+h');
  await page.waitForSelector('dialog li');
}

/** What the program is, its components in view. */
async function about(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await page
    .locator('dialog input')
    .fill((await page.evaluate(() => document.documentElement.lang)) === 'fr' ? 'propos' : 'about');
  await page.keyboard.press('Enter');
  await page.locator('dialog summary').click();
}

async function readNotes(page: Page): Promise<void> {
  await page.keyboard.press('l');
  await page.locator('#read-note').selectText();
}

/** The words dialog with one word to flag, and a sentence that reads otherwise than wanted. */
async function words(page: Page): Promise<void> {
  await page.keyboard.press('Control+,');
  await page.locator('dialog .buttons button').first().click();
  await page.locator('#own-word').fill('zigoto');
  await page.locator('.add button').first().click();
  await page.waitForSelector('dialog li button');
  await page.locator('#own-sentence').fill('Quel zigoto, rappeler lundi');
  await page.locator('dialog .check input').uncheck();
  await page.waitForSelector('dialog .tried');
}

/** Before and after, once something is decided. */
async function compare(page: Page): Promise<void> {
  await step(page, 3);
  await bulk(page);
  await page.locator('dialog footer button').last().click();
  await step(page, 4);
  await page.locator('section ul + button').click();
  await page.waitForSelector('dialog tbody');
}

async function exporting(page: Page): Promise<void> {
  await audited(page);
  await step(page, 4);
  await page.waitForSelector('#target');
}

async function written(page: Page): Promise<void> {
  await page.locator('button[form=export]').click();
  await page.waitForSelector('[data-testid=result]');
}
