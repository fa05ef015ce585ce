/** Titles of what may go wrong; the sentence that follows comes from the host. */
import type { errors as french } from '../fr/errors.ts';
import type { Translation } from '../message.ts';

export const errors: Translation<typeof french> = {
  'error.file_not_readable': 'This file cannot be read',
  'error.not_a_spreadsheet': 'This is not a spreadsheet',
  'error.password_needed': 'This file is protected by a password',
  'error.password_wrong': 'This is not the right password',
  'error.protected_otherwise': 'This file is protected in a way unknown here',
  'error.damaged': 'This file is damaged',
  'error.empty': 'This file is empty',
  'error.too_big': 'This file is too big',
  'error.unknown': 'This point is no longer there',
  'error.not_audited': 'The audit has not been made yet',
  'error.bad_request': 'This cannot be done',
  'error.target_refused': 'Épure does not write over this file',
  'error.target_exists': 'There is already a file there',
  'error.edit_unsafe': 'This file does not allow that change',
  'error.not_writable': 'The file cannot be written here',
  'error.check_failed': 'The copy did not pass its check: it was not kept',
  'error.original_changed': 'The file has changed since it was opened',
  'error.cancelled': 'Stopped. Nothing was changed.',
  'error.store': 'Your decisions cannot be read or saved',
  'error.store_newer': 'Your decisions come from a newer version of Épure',
  'error.packs': 'The rules of Épure cannot be loaded',
  'error.detail': 'Detail',
};
