/** Several files at once. */
import type { batch as french } from '../fr/batch.ts';
import type { Translation } from '../message.ts';

export const batch: Translation<typeof french> = {
  'batch.title': { one: '{count} file', other: '{count} files' },
  'batch.lead': 'Épure checks them one after the other. Open one to decide.',
  'batch.nothing': 'There is no spreadsheet in this folder.',
  'batch.file': 'File',
  'batch.state': 'State',
  'batch.result': 'Result',
  'batch.pending': 'Waiting',
  'batch.running': 'Under way',
  'batch.done': 'Checked',
  'batch.failed': 'Failed',
  'batch.forbidden': { one: '{count} forbidden', other: '{count} forbidden' },
  'batch.open': 'Open',
  'batch.retry': 'Try again',
  'batch.back': 'Choose other files',
};
