/** Last screen: the clean file. */
import type { exporting as french } from '../fr/export.ts';
import type { Translation } from '../message.ts';

export const exporting: Translation<typeof french> = {
  'export.title': 'Your clean file',
  'export.lead': 'The original is not changed: Épure writes a copy beside it.',
  'export.summary': 'What will change',
  'export.summary.none': 'No decision changes the file yet.',
  'export.cells': { one: '{count} cell changed', other: '{count} cells changed' },
  'export.rows': { one: '{count} row removed', other: '{count} rows removed' },
  'export.moved': { one: '{count} row archived', other: '{count} rows archived' },
  'export.columns': { one: '{count} column removed', other: '{count} columns removed' },
  'export.parts': {
    one: '{count} hidden content removed',
    other: '{count} hidden contents removed',
  },
  'export.open': {
    one: '{count} point has no decision yet: it will stay as it is.',
    other: '{count} points have no decision yet: they will stay as they are.',
  },
  'export.target': 'File to write',
  'export.target.change': 'Choose another place…',
  'export.log': 'Add the change log (without the removed texts)',
  'export.go': 'Go to export',
  'export.start': 'Write the clean file',
  'export.replace': 'Replace the existing file',
  'export.running': 'Writing and checking…',
  'export.done': 'Done, and checked.',
  'export.result': '{cells}, {rows}, checked.',
  'export.result.same': 'No decision changes the file: the copy is identical, checked.',
  'export.proof': {
    one: 'Épure opened the file again: nothing that was removed is left in it, and {changed} part of {count} has changed.',
    other:
      'Épure opened the file again: nothing that was removed is left in it, and only {changed} parts of {count} have changed.',
  },
  'coaching.file': 'good-notes.html',
  'coaching.make': 'Make the page for the team…',
  'export.fingerprint': 'Fingerprint of the file',
  'export.notKept': 'What this format could not keep',
  'export.openFile': 'Open the file',
  'export.openFolder': 'Open the folder',
  'export.openLog': 'Open the log',
  'export.again': 'Write again',
  'export.stale': 'Your decisions have changed since this export: write the file again.',
  'export.another': 'Clean another file',
};
