/** How long things are kept, entered in the register: audits go by the period of prospects. */
import type { Kept } from '../backend/index.ts';
import { app } from './app.svelte.ts';
import { assessment } from './assessment.svelte.ts';
import { papers } from './papers.svelte.ts';
import { retuned } from './tune.ts';

/** The duration that audits go by. */
const PROSPECT = 'prospect';

/** Keeps a period of the company's own; null takes the reference again. */
export function keepRetention(duration: string, own: Kept | null): void {
  assessment.change((answers) => {
    const others = Object.entries(answers.retention).filter(([other]) => other !== duration);
    answers.retention = Object.fromEntries(own === null ? others : [...others, [duration, own]]);
  });
  void app.attempt(async () => {
    await papers.load();
    if (duration === PROSPECT) await retuned();
  });
}
