/** Second screen: what each column holds. */
import type { columns as french } from '../fr/columns.ts';
import type { Translation } from '../message.ts';

export const columns: Translation<typeof french> = {
  'columns.title': 'What does each column hold?',
  'columns.lead.sure': 'Épure has recognised all your columns. You may start the audit.',
  'columns.lead': 'Épure has recognised your columns. Check above all those that are marked.',
  'columns.unsure.title': { one: 'To settle: {count} column', other: 'To settle: {count} columns' },
  'columns.sure.title': { one: 'Recognised: {count} column', other: 'Recognised: {count} columns' },
  'columns.ignored.title': { one: 'Not read: {count} column', other: 'Not read: {count} columns' },
  'columns.sheets': 'Sheets',
  'columns.sheet.hidden': 'hidden',
  'columns.sheet.audited': 'Audit',
  'columns.sheet.leftOut': 'left out',
  'columns.sheet.todo': { one: '{count} column to settle', other: '{count} columns to settle' },
  'columns.sheet.done': 'recognised',
  'columns.column': 'Column {letter}',
  'columns.noHeader': 'no header',
  'columns.hiddenColumn': 'hidden column',
  'columns.samples': 'Examples',
  'columns.samples.none': 'no value',
  'columns.role.choose': 'Choose…',
  'columns.role.for': 'What column {letter} holds, {header}',
  'columns.unsure': 'To confirm',
  'columns.itIs': 'It is: {role}',
  'columns.chosen': 'Chosen by you',
  'columns.confidence': 'Certainty: {percent}',
  'columns.remembered': 'Your choices from last time for these columns are back.',
  'columns.resumed': {
    one: 'Your work is back: {count} decision already taken.',
    other: 'Your work is back: {count} decisions already taken.',
  },
  'columns.blocked': {
    one: 'Settle {count} more column to start the audit.',
    other: 'Settle {count} more columns to start the audit.',
  },
  'columns.resume': 'Go on with the review',
  'columns.start': 'Start the audit',
  'columns.preview.of': 'First rows of sheet {sheet}',
  'columns.preview.row': 'Row',
  'columns.empty': 'This sheet is empty.',
};
