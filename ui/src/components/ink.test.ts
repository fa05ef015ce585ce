import { expect, it } from 'vitest';
import { inkOn } from './ink.ts';

it.each([
  ['#ffffff', '#000000'],
  ['#ffff00', '#000000'],
  ['#1f4e5f', '#ffffff'],
  ['#000000', '#ffffff'],
  ['#c00000', '#ffffff'],
])('on %s one writes in %s', (fill, ink) => expect(inkOn(fill)).toBe(ink));
