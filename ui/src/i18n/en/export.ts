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
  'export.papers': 'With the file',
  'export.log': 'The change log (without the removed texts)',
  'export.certificate': 'A certificate',
  'export.certificate.none': 'no',
  'export.certificate.html': 'page to print',
  'export.certificate.xlsx': 'workbook',
  'export.more': 'In the file',
  'export.blankRows': 'Empty the rows instead of deleting them',
  'export.blankRows.help': 'The row stays, empty: formulas and tables around it do not move.',
  'export.blankRows.refused': 'This file does not let rows be deleted: tick to empty them.',
  'export.archiveFile': 'Put archived rows in a file of their own',
  'export.archiveFile.help':
    'A new file beside the clean one, with the same name and “Archive”. Keep it where few people can open it; without this box they go to a sheet of the clean file.',
  'export.aids': 'Help to fill it in better',
  'export.aids.help': 'Adds lists of choices, a reminder beside notes and columns for consents.',
  'export.refusals': 'Write every refusal, channel by channel',
  'export.refusals.help':
    'Those people join the suppression list too: they will be recognised in the next file.',
  'export.archived': {
    one: '{count} archived row is in a file of its own, checked as well.',
    other: '{count} archived rows are in a file of their own, checked as well.',
  },
  'export.suppressed': {
    one: '{count} person added to the suppression list.',
    other: '{count} people added to the suppression list.',
  },
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
  'export.openArchive': 'Open the archive',
  'export.openLog': 'Open the log',
  'export.openCertificate': 'Open the certificate',
  'export.again': 'Write again',
  'export.stale': 'Your decisions have changed since this export: write the file again.',
  'export.another': 'Clean another file',
};
