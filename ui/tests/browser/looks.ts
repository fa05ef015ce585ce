/** Looks at a screen in every theme, window and zoom: pictures in tests/out/, and what axe objects to. */
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { see, THEMES, type Look } from './browser.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Where pictures and records go. */
export const OUT = new URL('../out/', import.meta.url).pathname;
mkdirSync(OUT, { recursive: true });

/** Every way a screen is looked at: theme, window, zoom. */
const LOOKS: Look[] = [
  ...THEMES.map((theme) => ({ theme, size: 'wide' }) as const),
  { theme: 'light', size: 'small' },
  { theme: 'dark', size: 'small' },
  { theme: 'dark', size: 'wide', zoom: 200 },
  { theme: 'light', size: 'wide', forced: true },
];

/** Takes the pictures of what is shown; gives what axe objects to and what is cut off, one line each. */
export async function lookedAt(page: Page, name: string): Promise<string[]> {
  const found: string[] = [];
  for (const look of LOOKS) {
    await see(page, look);
    const title = `${name}.${look.forced ? 'forced' : look.theme}.${look.zoom ?? look.size}`;
    await page.screenshot({ path: `${OUT}${title}.png` });
    const faulty = [...(await faults(page, look)), ...(await cut(page))];
    found.push(...faulty.map((fault) => `${title}: ${fault}`));
  }
  return found;
}

/** What axe objects to, one line a fault. */
async function faults(page: Page, { forced = false }: Look): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE);
  // Colours that the system draws itself are its own, whatever the styles say.
  const rules = { 'color-contrast': { enabled: !forced } };
  return page.evaluate(async (rules) => {
    type Result = {
      violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[];
    };
    const { axe } = globalThis as unknown as { axe: { run: (options: object) => Promise<Result> } };
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const { violations } = await axe.run({ runOnly: tags, rules });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 120)} ${node.failureSummary ?? ''}`),
    );
  }, rules);
}

/** Words that are cut off, controls that lie outside the window, a page that scrolls sideways. */
function cut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const scrolls = (element: Element): boolean =>
      /auto|scroll/.test(getComputedStyle(element).overflowX);
    const page = document.querySelector('dialog[open] .body') ?? document.querySelector('main');
    const shown = document.querySelector('dialog[open]') ?? document.body;
    const found: string[] = [];
    if (page && page.scrollWidth > page.clientWidth + 1) found.push('the page scrolls sideways');
    for (const one of shown.querySelectorAll('button, h1, h2, h3, label, legend, summary')) {
      if (!one.checkVisibility() || one.closest('.visually-hidden')) continue;
      const said = one.textContent.trim().slice(0, 40);
      const hides = getComputedStyle(one).overflowX === 'hidden';
      if (hides && one.scrollWidth > one.clientWidth + 1) found.push(`cut: ${said}`);
      let parent = one.parentElement;
      while (parent && parent !== page && !scrolls(parent)) parent = parent.parentElement;
      const own = parent !== null && parent !== page;
      const outside = one.getBoundingClientRect().right > innerWidth + 1;
      if (outside && !own) found.push(`outside the window: ${said}`);
    }
    return found;
  });
}
