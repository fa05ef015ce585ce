/** The main job without a mouse: from the sample to the clean file, by keys alone. */
import { writeFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launch, left, open } from './browser.ts';
import { OUT } from './looks.ts';

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

async function toReview(page: Page): Promise<void> {
  await tabTo(page, '.drop button:last-of-type');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.intro');
  const asks = page.locator('.sure button');
  for (let unsure = await asks.count(); unsure > 0; unsure--) {
    await tabTo(page, '.sure button');
    await page.keyboard.press('Enter');
    await expect.poll(() => asks.count()).toBe(unsure - 1);
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

it('counts down once the next finding is there: no key is lost on the one before', async () => {
  const { page, failures } = await open(browser, { lang: 'fr', many: 100, late: 'finding:200' });
  await toReview(page);
  const before = await left(page);
  for (let done = 1; done <= 4; done++) {
    await page.keyboard.press('Enter');
    await expect.poll(() => left(page), { interval: 5 }).toBe(before - done);
  }
  expect(failures).toEqual([]);
});

it('takes sixty decisions of every sort by keys alone, faster than thirty a minute', async () => {
  const { page, failures } = await open(browser, { lang: 'fr', many: 400 });
  await toReview(page);
  const before = await left(page);
  const accept = { keys: 'Enter', press: () => page.keyboard.press('Enter') };
  const ways = [
    accept,
    {
      keys: 'E, a text, Ctrl+Enter',
      press: async () => {
        await page.keyboard.press('e');
        await page.keyboard.type(' (revu)');
        await page.keyboard.press('Control+Enter');
      },
    },
    accept,
    {
      keys: 'K, a reason, Enter',
      press: async () => {
        await page.keyboard.press('k');
        await page.keyboard.type('Déjà client');
        await page.keyboard.press('Enter');
      },
    },
    { keys: 'S', press: () => page.keyboard.press('s') },
    accept,
  ];
  const record = ['| decision | point | keys | seconds since the first |', '|---|---|---|---|'];
  const started = Date.now();
  const elapsed = (): number => (Date.now() - started) / 1000;
  for (let done = 1; done <= 60; done++) {
    const kind = await page.locator('.kind strong').textContent();
    const rewrites = await page.locator('.others').count();
    const wanted = (rewrites > 0 ? ways[done % ways.length] : accept) ?? accept;
    // A note that is cleared has no wording to change.
    const wording = await page.locator('.decide kbd', { hasText: /^E$/ }).count();
    const way = wanted.keys.startsWith('E') && wording === 0 ? accept : wanted;
    await way.press();
    await expect.poll(() => left(page)).toBe(before - done);
    record.push(`| ${done} | ${kind} | ${way.keys} | ${elapsed().toFixed(2)} |`);
  }
  const seconds = elapsed();
  const told = `60 decisions by keys in ${seconds.toFixed(1)} s: ${Math.round(3600 / seconds)} a minute`;
  console.info(told);
  writeFileSync(`${OUT}sixty-decisions.md`, [told, '', ...record, ''].join('\n'));
  expect(3600 / seconds).toBeGreaterThan(30);
  expect(failures).toEqual([]);
});

it('gives an action another key, warns of a conflict, and gives the keys back', async () => {
  const { page } = await open(browser, { lang: 'en' });
  await toReview(page);
  const before = await left(page);
  const change = page.locator('button[aria-label^="Change the key: Accept"]');
  await page.keyboard.press('F1');
  await change.click();
  await page.keyboard.press('n');
  await page.locator('.taken', { hasText: 'Next' }).waitFor();
  await page.locator('.taken + button').click();
  await page.keyboard.press('Escape');
  await page.waitForSelector('dialog', { state: 'detached' });
  await page.keyboard.press('n');
  await expect.poll(() => left(page)).toBe(before - 1);

  await page.keyboard.press('F1');
  await page.getByText('Back to the original keys').click();
  await page.keyboard.press('Escape');
  await page.waitForSelector('dialog', { state: 'detached' });
  await page.keyboard.press('n');
  await expect.poll(() => page.locator('.position').textContent()).toMatch(/^2 of/);
  expect(await left(page)).toBe(before - 1);
});

it('flags words that were missed in a note without any point, by keys alone', async () => {
  const { page } = await open(browser, { lang: 'en' });
  await toReview(page);
  await page.keyboard.press('l');
  await page.waitForSelector('#read-note');
  await tabTo(page, '#read-note');
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('Control+Shift+ArrowRight');
  const chosen = page.locator('.chosen');
  await expect.poll(() => chosen.textContent()).toMatch(/^\s*Chosen words: “.+”/);
  await tabTo(page, '.reading .primary');
  await page.keyboard.press('Enter');
  await page.locator('.chosen, [role=status]', { hasText: 'is flagged' }).waitFor();
});

it('leaves single letters alone once they are switched off', async () => {
  const { page } = await open(browser, { lang: 'en' });
  await toReview(page);
  await page.keyboard.press('F1');
  await page.locator('dialog input[type=checkbox]').uncheck();
  await page.keyboard.press('Escape');
  await page.waitForSelector('dialog', { state: 'detached' });
  await page.keyboard.press('e');
  expect(await page.locator('#editor').count()).toBe(0);
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => page.locator('.position').textContent()).toMatch(/^2 of/);
});

it('enlarges up to twice and reduces down to half', async () => {
  const { page } = await open(browser, { lang: 'en' });
  const size = (): Promise<string> => page.evaluate(() => document.documentElement.style.fontSize);
  for (let press = 0; press < 12; press++) await page.keyboard.press('Control+=');
  await expect.poll(size).toBe('200%');
  await page.keyboard.press('Control+0');
  await expect.poll(size).toBe('100%');
  for (let press = 0; press < 7; press++) await page.keyboard.press('Control+-');
  await expect.poll(size).toBe('50%');
});

it('shows at once where the titles are put', async () => {
  const { page } = await open(browser, { lang: 'en' });
  await tabTo(page, '.drop button:last-of-type');
  await page.keyboard.press('Enter');
  await tabTo(page, '#header-row');
  await page.keyboard.press('Home');
  await expect.poll(() => page.locator('tr.header, tr.ignored').count()).toBe(0);
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => page.locator('tr.header th').textContent()).toMatch(/^1/);
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

it('comes back to the finding it left, with what was being written', async () => {
  const { page } = await open(browser, { lang: 'en' });
  await toReview(page);
  await page.keyboard.press('n');
  await page.keyboard.press('n');
  const place = page.locator('.position');
  await expect.poll(() => place.textContent()).toMatch(/^3 of/);
  await page.keyboard.press('F3');
  await page.waitForSelector('nav.page');
  await page.keyboard.press('F2');
  await expect.poll(() => place.textContent()).toMatch(/^3 of/);
  await page.keyboard.press('e');
  await page.keyboard.type(' (half a sentence)');
  await page.keyboard.press('F3');
  await page.waitForSelector('nav.page');
  await page.keyboard.press('F2');
  await expect.poll(() => page.locator('#editor').inputValue()).toMatch(/half a sentence/);
  await expect.poll(() => place.textContent()).toMatch(/^3 of/);
});
