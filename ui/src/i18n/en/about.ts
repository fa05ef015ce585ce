/** What the program is: version, rules, accuracy, other people's work. */
import type { about as french } from '../fr/about.ts';
import type { Translation } from '../message.ts';

export const about: Translation<typeof french> = {
  'about.title': 'About',
  'about.version': 'Épure {version}, {rules} rules.',
  'about.rules': 'Rules {version}.',
  'about.checked': 'Legal texts last checked on {date}.',
  'about.licence': 'MIT or Apache-2.0 licence, as you like. Épure is an aid, not legal advice.',
  'about.data': 'Your decisions are kept in {folder}.',
  'about.accuracy': 'What Épure finds in notes',
  'about.accuracy.lead':
    'Measured on notes that no rule has seen: always read again, nobody finds everything.',
  'about.accuracy.found': 'found',
  'about.accuracy.right': 'rightly so',
  'about.accuracy.all': 'All notes',
  'about.components': {
    one: 'Other people’s work in this program: {count} component',
    other: 'Other people’s work in this program: {count} components',
  },
};
