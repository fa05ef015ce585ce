/** What a text file may be written with, in the words of people who never heard of it. */
import { t, type PlainKey } from '../../i18n/i18n.svelte.ts';

export const SEPARATORS = [';', ',', '\t', '|'] as const;
export const ENCODINGS = ['UTF-8', 'windows-1252', 'macintosh'] as const;

const SEPARATOR_NAMES: Readonly<Record<string, PlainKey>> = {
  ';': 'reading.separator.semicolon',
  ',': 'reading.separator.comma',
  '\t': 'reading.separator.tab',
  '|': 'reading.separator.bar',
};
const ENCODING_NAMES: Readonly<Record<string, PlainKey>> = {
  'UTF-8': 'reading.encoding.utf8',
  'windows-1252': 'reading.encoding.windows',
  macintosh: 'reading.encoding.mac',
};

export function separatorName(separator: string): string {
  const name = SEPARATOR_NAMES[separator];
  return name ? t(name) : separator;
}

export function encodingName(encoding: string): string {
  const name = ENCODING_NAMES[encoding];
  return name ? t(name) : encoding;
}
