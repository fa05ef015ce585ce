/** After what may change the period that audits go by: what is on screen follows. */
import { app } from './app.svelte.ts';
import { preferences } from './preferences.svelte.ts';

export async function retuned(): Promise<void> {
  const former = preferences.current.own_retention?.years;
  await preferences.load();
  if (preferences.current.own_retention?.years !== former) await app.tellAgain();
}
