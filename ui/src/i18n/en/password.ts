/** Protected files: the password that opens one, and the one of a copy. */
import type { password as french } from '../fr/password.ts';
import type { Translation } from '../message.ts';

export const password: Translation<typeof french> = {
  'password.ofFile': 'Password of the file',
  'password.open': 'Open',
  'password.kept': 'Épure writes it nowhere: it is forgotten when Épure closes, at the latest.',
  'password.show': 'Show the password',
  'password.protect': 'Protect the copy with a password',
  'password.ofCopy': 'Password of the copy',
  'password.same': 'Leave empty to keep the password of the original.',
  'password.lost': 'Write it down: without it nobody can open the copy, not even Épure.',
};
