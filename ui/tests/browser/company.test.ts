/** The area of the company: every page × language × theme × window × zoom, and what one does there. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, LANGUAGES, open } from './browser.ts';
import { lookedAt } from './looks.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

type State = { name: string; blank?: string; show: (page: Page) => Promise<unknown> };

const STATES: State[] = [
  { name: '7-start', blank: '', show: (page) => page.waitForSelector('#company-name') },
  { name: '7-about', show: (page) => page.waitForSelector('#company-staff') },
  { name: '7-questions', show: (page) => section(page, 'sort') },
  { name: '7-beyond', show: beyond },
  { name: '7-result', show: (page) => section(page, 'result') },
  { name: '7-plan', show: (page) => go(page, 'plan', '[data-task]') },
  { name: '7-register', show: (page) => go(page, 'register', '[data-key]') },
  { name: '7-processors', show: (page) => sheet(page, 'processors') },
  { name: '7-durations', show: (page) => sheet(page, 'durations') },
  { name: '7-documents', show: (page) => go(page, 'documents', '[data-key]') },
  { name: '7-documents-edit', show: editing },
  { name: '7-documents-folder', show: exporting },
  { name: '7-documents-written', show: written },
  { name: '7-logs', show: logged },
  { name: '7-request', show: (page) => asked(page, 0) },
  { name: '7-breach', show: (page) => asked(page, 1) },
  { name: '7-journal', show: (page) => go(page, 'journal', 'tbody tr') },
];

describe.each(LANGUAGES)('in %s', (lang) => {
  it.each(STATES)('$name', async ({ name, blank, show }) => {
    const place = 'company/assessment';
    const start = blank === undefined ? { lang, place } : { lang, place, blank };
    const { page, failures } = await open(browser, start);
    await show(page);
    expect(await lookedAt(page, `${name}.${lang}`)).toEqual([]);
    expect(failures).toEqual([]);
    await page.context().close();
  });
});

it('is reached by keys and from the palette, and opens where it was left', async () => {
  const { page } = await open(browser, { lang: 'fr' });
  await page.keyboard.press('F3');
  await page.waitForSelector('nav.page');
  await page.keyboard.press('F2');
  await page.waitForSelector('.drop');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('journal');
  await page.keyboard.press('Enter');
  await page.waitForSelector('tbody tr');
  await page.keyboard.press('F2');
  await page.keyboard.press('F3');
  await page.waitForSelector('tbody tr');
});

it('keeps what is typed while the company is still being read', async () => {
  const place = 'company/assessment';
  const { page } = await open(browser, { lang: 'fr', place, late: 'assessment:600' });
  await go(page, 'plan', '[data-task]');
  const owner = page.locator('[data-task] input[type=text]').first();
  await owner.fill('');
  await owner.pressSequentially('Zoé', { delay: 100 });
  await page.waitForTimeout(900);
  await owner.pressSequentially(' Boisvert');
  await page.locator('[data-page=documents]').click();
  await go(page, 'plan', '[data-task]');
  expect(await owner.inputValue()).toBe('Zoé Boisvert');
});

it('opens at the place that was kept', async () => {
  const { page } = await open(browser, { lang: 'fr', place: 'company/journal' });
  await page.waitForSelector('tbody tr');
});

it('asks a new company everything, nothing ticked in advance', async () => {
  const { page } = await open(browser, { lang: 'fr', place: 'company/assessment', blank: '' });
  await page.locator('#company-name').fill('Boulangerie Exemple');
  await page.keyboard.press('Enter');
  await section(page, 'secure');
  expect(await page.locator('main input:checked').count()).toBe(0);
  const first = page.locator('[data-question]').first();
  await first.locator('input[value=yes]').check();
  await first.locator('input[type=text]').fill('Classeur Qualité');
  await page.locator('.saved', { hasText: 'Enregistré' }).waitFor();
  await page.locator('[data-area=files]').click();
  await page.locator('[data-area=company]').click();
  await section(page, 'secure');
  expect(await first.locator('input[type=text]').inputValue()).toBe('Classeur Qualité');
  expect(await page.locator('[data-section=secure] .note').textContent()).toMatch(/^1 sur/);
});

it('answers from the audit, and follows the plan', async () => {
  const { page } = await open(browser, { lang: 'en', place: 'company/assessment' });
  await section(page, 'sort');
  const notes = page.locator('[data-question=sensitive_notes]');
  await notes.locator('.evidence button').click();
  await notes.locator('.evidence', { hasText: 'rests on this figure' }).waitFor();
  await go(page, 'plan', '[data-task=sensitive_notes]');
  const task = page.locator('[data-task=sensitive_notes]');
  await task.locator('input[type=text]').fill('Zoé Boisvert');
  await task.locator('select').selectOption('done');
  await expect
    .poll(() => page.locator('main p', { hasText: /\d finished/ }).textContent())
    .toMatch(/^1/);
});

it('has somebody in charge of an action before its question is answered', async () => {
  const { page } = await open(browser, { lang: 'fr', place: 'company/assessment', blank: '' });
  await page.locator('#company-name').fill('Boulangerie Exemple');
  await page.keyboard.press('Enter');
  await go(page, 'plan', '[data-task]');
  const task = page.locator('[data-task]').first();
  await task.locator('.unanswered').waitFor();
  await task.locator('input[type=text]').fill('Paul Exemple');
  await task.locator('select').selectOption('doing');
  await go(page, 'logs', 'section .intro button');
  await go(page, 'plan', '[data-task]');
  expect(await task.locator('input[type=text]').inputValue()).toBe('Paul Exemple');
  expect(await task.locator('select').inputValue()).toBe('doing');
  await task.locator('.unanswered').waitFor();
});

it('shows a logo until it is taken away', async () => {
  const { page } = await open(browser, { lang: 'en', place: 'company/assessment' });
  const logo = page.locator('.logo');
  await logo.locator('button').click();
  await logo.locator('img').waitFor();
  await logo.locator('button').last().click();
  await logo.locator('img').waitFor({ state: 'detached' });
});

it('has a text ready for each kind of request', async () => {
  const { page } = await open(browser, { lang: 'fr', place: 'company/assessment' });
  await asked(page, 0);
  for (const kind of ['access', 'rectification', 'erasure', 'restriction', 'portability']) {
    await page.locator('#request-kind').selectOption(kind);
    await page.locator(`[data-letter="messages.answers.${kind}"]`).waitFor();
  }
  expect(await page.locator('.letter', { hasText: '[date' }).count()).toBe(0);
});

it('keeps a sentence that was written otherwise', async () => {
  const { page } = await open(browser, { lang: 'fr', place: 'company/documents' });
  await editing(page);
  await page.locator('#piece').fill('Notre phrase à nous.');
  await page.locator('form:has(#piece) .buttons button').first().click();
  await page.locator('[data-key]', { hasText: 'Notre phrase à nous.' }).waitFor();
  await go(page, 'plan', '[data-task]');
  await go(page, 'documents', '[data-key]');
  await page.locator('[data-key]', { hasText: 'Notre phrase à nous.' }).waitFor();
});

it('asks why a period is longer than the reference', async () => {
  const { page } = await open(browser, { lang: 'fr', place: 'company/register' });
  await sheet(page, 'durations');
  const prospect = page.locator('[data-duration=prospect]');
  await prospect.locator('input[type=number]').fill('5');
  await prospect.locator('.waits').waitFor();
  await prospect.locator('input[type=text]').fill('Marchés publics pluriannuels');
  await prospect.locator('.waits').waitFor({ state: 'detached' });
});

/** Shows a page of the company and waits for what it shows. */
async function go(page: Page, name: string, sign: string): Promise<void> {
  await page.locator('[data-area=company]').click();
  await page.locator(`[data-page=${name}]`).click();
  await page.locator(sign).first().waitFor();
}

async function section(page: Page, name: string): Promise<void> {
  await page.locator(`[data-section=${name}]`).click();
  await page.locator(`[data-section=${name}][aria-current]`).waitFor();
}

async function beyond(page: Page): Promise<void> {
  await page.locator('input[value=scoring]').check();
  await page.locator('.beyond').waitFor();
}

async function sheet(page: Page, name: string): Promise<void> {
  await go(page, 'register', '[data-sheet]');
  await page.locator(`[data-sheet=${name}]`).click();
}

/** The second document, one of its sentences being rewritten. */
async function editing(page: Page): Promise<void> {
  await go(page, 'documents', '[data-document]');
  await page.locator('[data-document=notice]').click();
  await page.locator('[data-key^="notice."] .shown button').first().click();
  await page.locator('#piece').waitFor();
}

async function exporting(page: Page): Promise<void> {
  await go(page, 'documents', '[data-document]');
  await page.locator('.intro button').first().click();
  await page.locator('#papers-folder').fill('/exemple/dossier');
}

async function written(page: Page): Promise<void> {
  await exporting(page);
  await page.keyboard.press('Enter');
  await page.locator('[data-testid=written]').waitFor();
}

/** A request and a breach in the log. */
async function logged(page: Page): Promise<void> {
  await asked(page, 0);
  await page.locator('#request-person').fill('Zoé Exemple');
  await page.locator('dialog footer button').last().click();
  await page.locator('section li').first().waitFor();
  await asked(page, 1);
  await page.locator('#breach-nature').fill('Ordinateur portable perdu');
  await page.locator('dialog footer button').last().click();
  await page.locator('section li').nth(1).waitFor();
}

/** Opens a new entry of a log: 0 requests, 1 breaches. */
async function asked(page: Page, log: number): Promise<void> {
  await go(page, 'logs', 'section .intro button');
  await page.locator('section .intro button').nth(log).click();
  await page.locator('dialog').waitFor();
}
