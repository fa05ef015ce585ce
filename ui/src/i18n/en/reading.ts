/** How a file was read, and how to correct it. */
import type { reading as french } from '../fr/reading.ts';
import type { Translation } from '../message.ts';

export const reading: Translation<typeof french> = {
  'reading.title': 'How the file is read',
  'reading.header': 'Column titles',
  'reading.header.none': 'no titles',
  'reading.header.row': 'on row {row}',
  'reading.height': 'Height of the titles',
  'reading.height.rows': { one: 'over {count} row', other: 'over {count} rows' },
  'reading.ignored': {
    one: '{count} row above is left aside',
    other: '{count} rows above are left aside',
  },
  'reading.separator': 'Columns separated by',
  'reading.separator.semicolon': 'semicolon ;',
  'reading.separator.comma': 'comma ,',
  'reading.separator.tab': 'tab',
  'reading.separator.bar': 'bar |',
  'reading.encoding': 'Accents',
  'reading.encoding.utf8': 'UTF-8',
  'reading.encoding.windows': 'Windows',
  'reading.encoding.mac': 'Old Mac',
  'reading.encoding.help': 'Odd accents in the rows below? Try another choice.',
  'reading.asText': 'Read everything as text',
  'reading.asText.help': 'if numbers or dates are misread',
};
