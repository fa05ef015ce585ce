import { describe, expect, it } from 'vitest';
import type { Mark } from '../../backend/index.ts';
import { stretches, without } from './marks.ts';

function mark(finding: string, start: number, end: number): Mark {
  return { finding, start, end, category: 'health', severity: 'critical', state: 'open' };
}

function shape(note: string, marks: Mark[], current = 'a'): [string, string | null][] {
  return stretches(note, marks, current).map(({ text, mark }) => [text, mark?.finding ?? null]);
}

describe('stretches of a note', () => {
  it('leaves a note without marks in one piece', () => {
    expect(shape('Rappeler mardi', [])).toEqual([['Rappeler mardi', null]]);
  });

  it('counts characters, not UTF-16 units', () => {
    expect(shape('🙂 enceinte, rappeler', [mark('a', 2, 10)])).toEqual([
      ['🙂 ', null],
      ['enceinte', 'a'],
      [', rappeler', null],
    ]);
  });

  it('gives an overlap to the finding that is looked at', () => {
    const marks = [mark('a', 0, 6), mark('b', 4, 10)];
    expect(shape('abcdefghij', marks, 'b')).toEqual([
      ['abcd', 'a'],
      ['efghij', 'b'],
    ]);
  });

  it('loses nothing when a mark goes past the end', () => {
    const parts = stretches('court', [mark('a', 2, 99)], 'a');
    expect(parts.map((part) => part.text).join('')).toBe('court');
  });
});

describe('a text without some words', () => {
  it.each([
    ['Très radin, rappeler', 'Très radin', 'rappeler'],
    ['Rappeler, très radin', 'très radin', 'Rappeler'],
    ['Le patron radin rappelle', 'radin', 'Le patron rappelle'],
    ['Rien ici', 'radin', 'Rien ici'],
  ])('%j without %j', (text, words, left) => expect(without(text, words)).toBe(left));
});
