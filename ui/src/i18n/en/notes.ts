/** Reading every note, to flag what was missed. */
import type { notes as french } from '../fr/notes.ts';
import type { Translation } from '../message.ts';

export const notes: Translation<typeof french> = {
  'notes.title': 'Read all notes',
  'notes.lead':
    'Does a word trouble you that is not flagged? Select it in the note (mouse, or Shift and the arrows), then flag it: it will be everywhere.',
  'notes.search': 'Search the notes',
  'notes.unmarked': 'Only those without a point',
  'notes.none': 'No note.',
  'notes.list': 'Notes of the file',
  'notes.text': 'The note',
  'notes.chosen': 'Chosen words: “{text}”',
  'notes.chosen.none': 'No word chosen.',
  'notes.flagged': {
    one: '“{text}” is flagged: {count} more point.',
    other: '“{text}” is flagged: {count} more points.',
  },
};
