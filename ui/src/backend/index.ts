/** The host this page runs in. Recorded data are loaded only where there is no window. */
import type { Backend } from './backend.ts';

export type { Backend, HostEvents, OnProgress } from './backend.ts';
export type * from './bindings/types.ts';
export { UNSET } from './settings.ts';

/** The window's host when the page runs in one, else the recorded one. */
export async function connect(): Promise<Backend> {
  if ('__TAURI_INTERNALS__' in globalThis) return (await import('./tauri/tauri.ts')).tauri;
  return (await import('./demo/demo.ts')).demo();
}
