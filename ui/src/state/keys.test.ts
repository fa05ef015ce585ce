import { describe, expect, it } from 'vitest';
import { isSingleLetter, matches, pressed, read, spoken, written, type Chord } from './keys.ts';

const PLAIN = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
const CTRL = { ...PLAIN, ctrlKey: true };

describe('keys', () => {
  it.each<[object, Chord, boolean]>([
    [{ ...PLAIN, key: 'e' }, { key: 'e' }, true],
    [{ ...PLAIN, key: 'E', shiftKey: true }, { key: 'e' }, false],
    [{ ...CTRL, key: 'e' }, { key: 'e' }, false],
    [{ ...CTRL, key: 'z' }, { key: 'z', ctrl: true }, true],
    [{ ...CTRL, key: 'Z', shiftKey: true }, { key: 'z', ctrl: true }, false],
    [{ ...CTRL, key: 'Z', shiftKey: true }, { key: 'z', ctrl: true, shift: true }, true],
    [{ ...PLAIN, key: 'z', metaKey: true }, { key: 'z', ctrl: true }, true],
    [{ ...CTRL, key: 'z', altKey: true }, { key: 'z', ctrl: true }, false],
    [{ ...CTRL, key: '+', shiftKey: true }, { key: '+', ctrl: true }, true],
    [{ ...PLAIN, key: 'Delete' }, { key: 'delete' }, true],
  ])('%j with %j: %j', (press, chord, expected) => {
    expect(matches(press as KeyboardEvent, chord)).toBe(expected);
  });

  it('knows which keys are letters alone', () => {
    expect(isSingleLetter({ key: 'n' })).toBe(true);
    expect(isSingleLetter({ key: 'enter' })).toBe(false);
    expect(isSingleLetter({ key: 'k', ctrl: true })).toBe(false);
  });

  it.each(['e', 'ctrl+z', 'ctrl+shift+z', 'ctrl++', '+', 'delete', 'f1'])(
    'are kept and read back: %s',
    (text) => expect(written(read(text) as Chord)).toBe(text),
  );

  it('of a press are those that match it', () => {
    for (const press of [
      { ...CTRL, key: 'Z', shiftKey: true },
      { ...PLAIN, key: 'Delete' },
    ]) {
      expect(matches(press, pressed(press) as Chord)).toBe(true);
    }
    for (const key of ['Escape', 'Tab', 'Control']) expect(pressed({ ...PLAIN, key })).toBeNull();
    expect(pressed({ ...CTRL, key: 'c' })).toBeNull();
    expect(read('')).toBeNull();
  });

  it('are told to screen readers in their own words', () => {
    expect(spoken({ key: 'z', ctrl: true, shift: true })).toBe('Control+Shift+Z');
    expect(spoken({ key: 'arrowdown' })).toBe('ArrowDown');
  });
});
