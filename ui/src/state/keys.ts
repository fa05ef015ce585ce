/** Keys as people write them (`Ctrl+Shift+Z`, `E`, `Suppr`), and what a key press matches. */
import { t, type PlainKey } from '../i18n/i18n.svelte.ts';

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

/** The chord of a key press; none for a modifier alone and for keys that are never given away. */
export function pressed(press: Press): Chord | null {
  const key = press.key.toLowerCase();
  if (press.altKey || KEPT.includes(key)) return null;
  const ctrl = press.ctrlKey || press.metaKey;
  if (ctrl && TEXT_KEYS.includes(key)) return null;
  const shift = press.shiftKey && /^[a-z]$/.test(key);
  return { key, ...(ctrl && { ctrl: true as const }), ...(shift && { shift: true as const }) };
}

/** Keys that are never given to an action: they belong to the window and to whoever moves in it. */
const KEPT = ['control', 'shift', 'alt', 'meta', 'altgraph', 'dead', 'escape', 'tab', ' '];
/** With Ctrl: copy, cut, paste, select all. */
const TEXT_KEYS = ['c', 'x', 'v', 'a'];

/** A chord as it is kept: `ctrl+shift+z`. */
export function written(chord: Chord): string {
  return `${chord.ctrl ? 'ctrl+' : ''}${chord.shift ? 'shift+' : ''}${chord.key}`;
}

/** The chord that was kept; none for no key. */
export function read(text: string): Chord | null {
  const [, ctrl, shift, key] = /^(ctrl\+)?(shift\+)?(.+)$/.exec(text) ?? [];
  if (!key) return null;
  return { key, ...(ctrl && { ctrl: true as const }), ...(shift && { shift: true as const }) };
}

/** A chord as screen readers are told (`aria-keyshortcuts`): `Control+Shift+Z`. */
export function spoken(chord: Chord): string {
  const arrow = chord.key.startsWith('arrow') ? `Arrow${capital(chord.key.slice(5))}` : null;
  const key = arrow ?? capital(chord.key);
  return [...(chord.ctrl ? ['Control'] : []), ...(chord.shift ? ['Shift'] : []), key].join('+');
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** A letter alone: what dictation software may type by accident (WCAG 2.1.4). */
export function isSingleLetter(chord: Chord): boolean {
  return !chord.ctrl && /^[a-z]$/.test(chord.key);
}

/** Keys with a name of their own in the reader's language. */
const KEY_NAMES: Readonly<Record<string, PlainKey>> = {
  enter: 'key.enter',
  delete: 'key.delete',
  escape: 'key.escape',
  arrowup: 'key.up',
  arrowdown: 'key.down',
  ' ': 'key.space',
};

/** A chord as people read it: `Ctrl+Maj+Z`. */
export function caps(chord: Chord): string {
  const name = KEY_NAMES[chord.key];
  const last = name ? t(name) : chord.key.toUpperCase();
  const held = [...(chord.ctrl ? ['Ctrl'] : []), ...(chord.shift ? [t('key.shift')] : [])];
  return [...held, last].join('+');
}

/** Is the person writing, or inside a control that has its own use for keys? */
export function takesKeys(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  return target.closest('input, textarea, select, [contenteditable], dialog') !== null;
}

/** Would Enter or Space press what has the focus? Those two keys are then its own. */
export function isPressable(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('button, a[href], summary') !== null;
}
