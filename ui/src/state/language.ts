/** Another language for the whole window, the findings' own sentences included. */
import type { Lang } from '../backend/index.ts';
import { app } from './app.svelte.ts';
import { preferences } from './preferences.svelte.ts';
import { review } from './review.svelte.ts';

export async function speak(lang: Lang): Promise<void> {
  await app.attempt(async () => {
    await preferences.change({ lang });
    await app.tellAgain();
    if (app.step === 'review') await review.reload();
  });
}
