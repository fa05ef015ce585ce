import { describe, expect, it } from 'vitest';
import { en } from './en/index.ts';
import { fr } from './fr/index.ts';
import { translate, type Key } from './i18n.svelte.ts';
import type { Message } from './message.ts';
import { frenchSpaces } from './typography.ts';

const KEYS = Object.keys(fr) as Key[];

function names(message: Message): string[] {
  const text = typeof message === 'string' ? message : message.one + message.other;
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ''))].sort();
}

describe('messages', () => {
  it('say the same things in both languages', () => {
    expect(Object.keys(en).sort()).toEqual([...KEYS].sort());
    for (const key of KEYS) expect(names(en[key]), key).toEqual(names(fr[key]));
  });

  it('are never empty and never have a straight quote', () => {
    for (const key of KEYS) {
      for (const message of [fr[key], en[key]] as Message[]) {
        const texts = typeof message === 'string' ? [message] : [message.one, message.other];
        for (const text of texts) expect(text, key).toMatch(/^[^'"]+$/);
      }
    }
  });

  it('count as each language counts', () => {
    expect(translate('fr', 'count.rows', { count: 0 })).toBe('0 ligne');
    expect(translate('en', 'count.rows', { count: 0 })).toBe('0 rows');
    expect(translate('en', 'count.rows', { count: 1 })).toBe('1 row');
    expect(translate('fr', 'count.rows', { count: 12345 })).toBe('12\u202f345 lignes');
  });
});

describe('French spaces', () => {
  it.each([
    ['Reste : 3', 'Reste\u00a0: 3'],
    ['Pourquoi ?', 'Pourquoi\u202f?'],
    ['Écrire « ok » !', 'Écrire «\u00a0ok\u00a0»\u202f!'],
    ['à 12:30', 'à 12:30'],
  ])('%j', (plain, printed) => expect(frenchSpaces(plain)).toBe(printed));

  it('leave no breaking space where print forbids one', () => {
    for (const key of KEYS) {
      const text = translate('fr', key, { count: 2 });
      expect(text, key).not.toMatch(/ [:;!?%»]|« /);
    }
  });
});
