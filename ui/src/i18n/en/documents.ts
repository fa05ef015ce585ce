/** The documents: read them again, correct them, export them. */
import type { documents as french } from '../fr/documents.ts';
import type { Translation } from '../message.ts';

export const documents: Translation<typeof french> = {
  'page.documents': 'Documents',
  'documents.title': 'Documents',
  'documents.lead':
    'Each sentence comes from an answer or a figure. You can rewrite it: your text stays when the document is made again.',
  'documents.list': 'List of documents',
  'documents.left': { one: '{count} place to complete', other: '{count} places to complete' },
  'documents.complete': 'Complete',
  'documents.export': 'Export documents',
  'documents.export.folder': 'Folder to write them to',
  'documents.export.help':
    'Word, PDF and, for the register and plan, Excel. A dated version is kept.',
  'documents.export.go': 'Export',
  'documents.export.all': 'Export all…',
  'documents.export.one': 'Export this document…',
  'documents.replace': 'Replace the files',
  'documents.exported': {
    one: '{count} file written to {folder}',
    other: '{count} files written to {folder}',
  },
  'documents.takeBack': 'Take up a changed workbook…',
  'documents.takenBack': { one: '{count} value taken up', other: '{count} values taken up' },
  'documents.open': 'Open {name}',
  'documents.folder': 'Show in folder',
  'documents.changed': 'What has changed since last time: {titles}',
  'documents.unchanged': 'Nothing has changed since last time.',
  'documents.edit': 'Rewrite',
  'documents.edit.this': 'Rewrite: {text}',
  'documents.edit.label': 'Your text',
  'documents.edit.keep': 'Keep this text',
  'documents.edit.restore': 'Back to the proposed text',
  'documents.edited': 'Rewritten by you',
  'documents.basis': 'Rests on: {grounds}',
  'documents.versions': 'Versions',
  'documents.versions.none': 'No version yet: export the document to date the first.',
  'documents.version': '{date}, {author}',
  'documents.version.unsigned': 'unsigned',
};
