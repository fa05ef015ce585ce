/** Keys as people write them (`Ctrl+Shift+Z`, `E`, `Suppr`), and what a key press matches. */
import type { PlainKey } from '../i18n/i18n.svelte.ts';

/** A key and what must be held with it; `key` is the browser's own name, letters in lower case. */
export type Chord = { readonly key: string; readonly ctrl?: true; readonly shift?: true };

type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** Does a key press match? Shift matters for letters only: `+` may need it on some keyboards. */
export function matches(press: Press, chord: Chord): boolean {
  if (press.altKey || (press.ctrlKey || press.metaKey) !== (chord.ctrl ?? false)) return false;
  if (press.key.toLowerCase() !== chord.key) return false;
  const letter = /^[a-z]$/.test(chord.key);
  return !letter || press.shiftKey === (chord.shift ?? false);
}

/** A letter alone: what dictation software may type by accident (WCAG 2.1.4). */
export function isSingleLetter(chord: Chord): boolean {
  return !chord.ctrl && /^[a-z]$/.test(chord.key);
}

/** Keys with a name of their own in the reader's language. */
export const KEY_NAMES: Readonly<Record<string, PlainKey>> = {
  enter: 'key.enter',
  delete: 'key.delete',
  escape: 'key.escape',
  arrowup: 'key.up',
  arrowdown: 'key.down',
  ' ': 'key.space',
};

/** Is the person writing, or inside a control that has its own use for keys? */
export function takesKeys(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  return target.closest('input, textarea, select, [contenteditable], dialog') !== null;
}

/** Would Enter or Space press what has the focus? Those two keys are then its own. */
export function isPressable(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('button, a[href], summary') !== null;
}
