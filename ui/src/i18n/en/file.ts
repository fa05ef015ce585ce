/** First screen: choosing a file. */
import type { file as french } from '../fr/file.ts';
import type { Translation } from '../message.ts';

export const file: Translation<typeof french> = {
  'file.title': 'Which prospect file do you want to clean?',
  'file.drop': 'Drop your file here',
  'file.drop.now': 'Let go: the file opens here',
  'file.drop.formats': 'Excel, LibreOffice or CSV. Your file is never changed.',
  'file.open': 'Open a file…',
  'file.folder': 'Check a folder…',
  'file.sample': 'Open the sample',
  'file.recent': 'Recent files',
  'file.recent.none': 'The files you open will appear here.',
  'file.forget': 'Forget this file (decisions and how it is read)',
  'file.forgotten': '{name} is forgotten. The file itself has not changed.',
  'file.recent.forget': 'Forget {name}',
  'file.recent.openedOn': 'opened on {date}',
  'file.recent.decided': { one: '{count} decision taken', other: '{count} decisions taken' },
  'file.recent.missing': 'not found',
  'file.reading': 'Reading the file…',
  'file.how': 'How it works',
  'file.how.1': 'Épure reads your file and finds what must not stay in it.',
  'file.how.2': 'You decide, one note after another.',
  'file.how.3': 'You get the same file back, clean, with proof.',
};
