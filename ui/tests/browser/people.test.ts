/** The area of people: every page × language × theme × window × zoom, and what one does there. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, LANGUAGES, open } from './browser.ts';
import { lookedAt } from './looks.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

type State = { name: string; show: (page: Page) => Promise<void> };

const STATES: State[] = [
  {
    name: '8-person-access',
    show: async (page) => {
      await go(page, 'person');
      await find(page, 'access');
      await page.waitForSelector('dl');
    },
  },
  {
    name: '8-person-erasure',
    show: async (page) => {
      await go(page, 'person');
      await find(page, 'erasure');
      await page.waitForSelector('tbody tr');
    },
  },
  {
    name: '8-list',
    show: async (page) => {
      await go(page, 'list');
      await page.locator('.two .card button').last().click();
      await page.waitForSelector('tbody tr');
    },
  },
  {
    name: '8-campaign',
    show: async (page) => {
      await go(page, 'campaign');
      await page.locator('.card button').first().click();
      await page.waitForSelector('textarea');
      await page.locator('.card').last().locator('button').click();
      await page.waitForSelector('.card:last-child li');
    },
  },
];

describe.each(LANGUAGES)('in %s', (lang) => {
  it.each(STATES)('$name', async ({ name, show }) => {
    const { page, failures } = await open(browser, { lang });
    await show(page);
    expect(await lookedAt(page, `${name}.${lang}`)).toEqual([]);
    expect(failures).toEqual([]);
    await page.context().close();
  });
});

it('searches only once it is told whom and where', async () => {
  const { page } = await open(browser, { lang: 'fr', place: 'people/person' });
  const search = page.locator('button[type=submit]');
  await page.waitForSelector('#who');
  expect(await search.isDisabled()).toBe(true);
  await page.fill('#who', 'Zoé Boisvert');
  expect(await search.isDisabled()).toBe(true);
  await page.locator('fieldset .buttons button').first().click();
  await page.waitForSelector('.paths li');
  expect(await search.isDisabled()).toBe(false);
  await page.locator('.paths li button').click();
  expect(await search.isDisabled()).toBe(true);
});

it('says how far a search is, and stops when asked', async () => {
  const { page } = await open(browser, { lang: 'fr', place: 'people/person', slow: 400 });
  await find(page, 'access');
  const panel = page.locator('section[aria-labelledby=job-title]');
  await panel.locator('progress[value]').waitFor();
  expect(await page.locator('form').count()).toBe(0);
  await panel.locator('button').click();
  await page.getByText('Arrêté').first().waitFor();
  expect(await page.locator('dl').count()).toBe(0);
  expect(await page.inputValue('#who')).toBe('Zoé Boisvert');
});

it('masks other people and says by when to answer', async () => {
  const { page } = await open(browser, { lang: 'fr', place: 'people/person' });
  await find(page, 'access');
  await page.waitForSelector('dl');
  const shown = (await page.locator('main').textContent()) ?? '';
  expect(shown).toContain('24/12/2026');
  expect(shown).not.toContain('Nérée');
});

/** Shows a page of the area. */
async function go(page: Page, name: string): Promise<void> {
  await page.locator('[data-area=people]').click();
  await page.locator(`[data-page=${name}]`).click();
}

/** Looks for the person of the recording, who asks for something. */
async function find(page: Page, kind: string): Promise<void> {
  await page.waitForSelector('#who');
  await page.fill('#who', 'Zoé Boisvert');
  await page.locator('fieldset .buttons button').first().click();
  await page.waitForSelector('.paths li');
  await page.selectOption('#kind', kind);
  await page.locator('button[type=submit]').click();
}
