/** The language on screen, and the one way to a text: `t(key, values)`. Switchable live. */

import { en } from './en/index.ts';
import { fr } from './fr/index.ts';
import { fill, type Arguments, type Formatter, type Message } from './message.ts';
import { writtenMoment, writtenMonth } from './dates.ts';
import { frenchSpaces } from './typography.ts';

export type Language = 'fr' | 'en';
export type Messages = typeof fr;
export type Key = keyof Messages;
/** Keys whose text takes no value: what a label table may hold. */
export type PlainKey = {
  [K in Key]: Arguments<Messages[K]> extends [] ? K : never;
}[Key];

const CATALOGUES: Record<Language, Readonly<Record<Key, Message>>> = { fr, en };
const LOCALES: Record<Language, string> = { fr: 'fr-FR', en: 'en-GB' };

function formatter(language: Language): Formatter {
  const numbers = new Intl.NumberFormat(LOCALES[language]);
  const rules = new Intl.PluralRules(LOCALES[language]);
  return { number: (value) => numbers.format(value), plural: (value) => rules.select(value) };
}

const FORMATTERS: Record<Language, Formatter> = { fr: formatter('fr'), en: formatter('en') };

class Locale {
  language = $state<Language>('fr');

  /** Use `language` from now on; the page's own language follows. */
  use(language: Language): void {
    this.language = language;
    if (typeof document !== 'undefined') document.documentElement.lang = language;
  }
}

export const locale = new Locale();

/** The text of `key` in the language on screen. */
export function t<K extends Key>(key: K, ...values: Arguments<Messages[K]>): string {
  return translate(locale.language, key, values[0] ?? {});
}

/** The text of `key` in a given language; for tests and for what is not on screen. */
export function translate(
  language: Language,
  key: Key,
  values: Readonly<Record<string, string | number>>,
): string {
  const text = fill(CATALOGUES[language][key], values, FORMATTERS[language]);
  return language === 'fr' ? frenchSpaces(text) : text;
}

/** A number as the language writes it (`1 234,5`). */
export function number(value: number): string {
  return FORMATTERS[locale.language].number(value);
}

/** A share of a whole, between 0 and 1, as a percentage without decimals. */
export function percent(share: number): string {
  const style = { style: 'percent', maximumFractionDigits: 0 } as const;
  return new Intl.NumberFormat(LOCALES[locale.language], style).format(share);
}

/** A day written `2026-03-31`, shown `31/03/2026` in both languages. */
export function day(iso: string): string {
  const [year, month, date] = iso.slice(0, 10).split('-');
  return year && month && date ? `${date}/${month}/${year}` : iso;
}

/** A size of file, in the largest fitting unit. */
export function bytes(size: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  const step = size < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(size) / 3));
  const unit = units[step] ?? 'byte';
  const style = { style: 'unit', unit, maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(LOCALES[locale.language], style).format(size / 1000 ** step);
}

/** A country by its code (`fr`), as people call it. */
export function countryName(code: string): string {
  const names = new Intl.DisplayNames(LOCALES[locale.language], { type: 'region' });
  return names.of(code.toUpperCase()) ?? code;
}

/** A month written `2026-11`, as people say it. */
export function month(iso: string): string {
  return writtenMonth(iso, LOCALES[locale.language]);
}

/** A moment (RFC 3339) as a day and an hour of this computer's clock. */
export function moment(rfc3339: string): string {
  return writtenMoment(rfc3339, LOCALES[locale.language]);
}
