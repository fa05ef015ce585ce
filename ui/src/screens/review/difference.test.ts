import { expect, it } from 'vitest';
import { difference } from './difference.ts';

const CASES = [
  ['DRH en congé maternité jusqu’au 12/09', 'Absente jusqu’au 12/09'],
  ['Rappeler lundi', ''],
  ['', 'Ne plus contacter'],
  ['Même texte', 'Même texte'],
  ['deux\nlignes, dont une à ôter', 'deux\nlignes'],
] as const;

it.each(CASES)('leads from %j to %j and back', (before, after) => {
  const pieces = difference(before, after);
  const without = (kind: string): string =>
    pieces
      .filter((piece) => piece.kind !== kind)
      .map((piece) => piece.text)
      .join('');
  expect(without('added')).toBe(before);
  expect(without('removed')).toBe(after);
});

it('shows words that change side by side as one', () => {
  const kinds = difference('IBAN FR76 3000 6000 pour lundi', 'IBAN FR•• •••• •••• pour lundi').map(
    (piece) => piece.kind,
  );
  expect(kinds).toEqual(['same', 'removed', 'added', 'same']);
});

it('keeps whole words that did not change', () => {
  const same = difference('DRH en congé maternité jusqu’au 12/09', 'Absente jusqu’au 12/09')
    .filter((piece) => piece.kind === 'same')
    .map((piece) => piece.text.trim())
    .join(' ');
  expect(same).toContain('12/09');
});
