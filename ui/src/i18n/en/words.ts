/** A person's own words. */
import type { words as french } from '../fr/words.ts';
import type { Translation } from '../message.ts';

export const words: Translation<typeof french> = {
  'words.title': 'Your words',
  'words.lead': 'Add what Épure must flag or leave alone in your files.',
  'words.flagged': 'To flag',
  'words.spared': 'To leave alone',
  'words.none': 'No word so far.',
  'words.word': 'Word or phrase',
  'words.category': 'What this word reveals',
  'words.flag': 'Flag',
  'words.spare': 'Leave alone',
  'words.remove': 'Remove {word}',
  'words.try': 'Try your sentences',
  'words.try.lead':
    'Write a sentence as in your notes: Épure shows what it sees in it. The sentences you keep are checked again at every change.',
  'words.sentence': 'Your sentence',
  'words.shouldFlag': 'Something must be flagged in it',
  'words.keep': 'Keep this sentence',
  'words.found.none': 'Nothing flagged',
  'words.asWanted': 'as you want',
  'words.notAsWanted': 'not as you want',
  'words.removeSentence': 'Remove this sentence',
  'words.save': 'Save',
  'words.add': 'Add to your words…',
  'words.selected': 'Selected words: “{text}”',
  'words.takeOut': 'Take these words out, too',
  'words.never': 'Never flag these words again',
  'words.never.done': '“{text}” will not be flagged any more.',
};
