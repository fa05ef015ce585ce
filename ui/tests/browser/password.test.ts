/** Files with a password: asked for when one is opened, chosen when a copy is made. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, LANGUAGES, open, settleColumns, step } from './browser.ts';
import { lookedAt } from './looks.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

describe.each(LANGUAGES)('in %s', (lang) => {
  it('a protected file asks for its password, and its copy keeps it', async () => {
    const { page, failures } = await open(browser, { lang, locked: 'Sésame' });
    await page.locator('.drop button').last().click();
    const field = page.locator('[role=alert] input[type=password]');
    await field.fill('autre');
    await page.keyboard.press('Enter');
    await expect.poll(() => field.inputValue()).toBe('');
    expect(await lookedAt(page, `password-wrong.${lang}`)).toEqual([]);
    await field.fill('Sésame');
    await page.locator('[role=alert] button[type=submit]').click();
    await page.waitForSelector('.intro');
    await settleColumns(page);
    await page.locator('main .go button').click();
    await page.waitForSelector('.charts');
    await step(page, 4);
    const protect = page.locator('.options label.check', { has: page.locator('input') }).last();
    const start = page.locator('button[form=export]');
    const copy = page.locator('.options input[autocomplete=new-password]');
    expect(await copy.inputValue()).toBe('');
    expect(await start.isEnabled()).toBe(true);
    await copy.scrollIntoViewIfNeeded();
    expect(await lookedAt(page, `password-copy.${lang}`)).toEqual([]);
    expect(await protect.isVisible()).toBe(true);
    expect(failures).toEqual([]);
  });

  it('the copy of an open file gets a password only with its letters', async () => {
    const { page } = await open(browser, { lang });
    await page.locator('.drop button').last().click();
    await page.waitForSelector('.intro');
    await settleColumns(page);
    await page.locator('main .go button').click();
    await page.waitForSelector('.charts');
    await step(page, 4);
    const start = page.locator('button[form=export]');
    const copy = page.locator('.options input[autocomplete=new-password]');
    expect(await copy.count()).toBe(0);
    await page.locator('.options label.check input').last().check();
    await expect.poll(() => start.isEnabled()).toBe(false);
    await copy.fill('Nouveau 12');
    await expect.poll(() => start.isEnabled()).toBe(true);
    const shown = page.locator('.options .field input[type=checkbox]');
    await shown.check();
    expect(await copy.getAttribute('type')).toBe('text');
  });

  it('a protected file of a search asks for its password, and the search is made again', async () => {
    const { page, failures } = await open(browser, {
      lang,
      locked: 'Sésame',
      place: 'people/person',
    });
    await page.fill('#who', 'Zoé Boisvert');
    await page.locator('fieldset .buttons button').first().click();
    await page.locator('button[type=submit]').click();
    const field = page.locator('input[type=password]');
    await field.waitFor();
    expect(await lookedAt(page, `password-search.${lang}`)).toEqual([]);
    await field.fill('Sésame');
    await page.keyboard.press('Enter');
    await expect.poll(() => field.count()).toBe(0);
    await page.waitForSelector('dl');
    expect(failures).toEqual([]);
  });

  it('a protected file of refusals asks for its password, and is then taken in', async () => {
    const { page, failures } = await open(browser, {
      lang,
      locked: 'Sésame',
      place: 'people/list',
    });
    await page.locator('.two .card button').first().click();
    const field = page.locator('[role=alert] input[type=password]');
    await field.fill('autre');
    await page.keyboard.press('Enter');
    await expect.poll(() => field.inputValue()).toBe('');
    await field.fill('Sésame');
    await page.keyboard.press('Enter');
    await expect.poll(() => field.count()).toBe(0);
    expect(failures).toEqual([]);
  });
});
