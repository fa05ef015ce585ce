/** The sheet before and after. */
import type { compare as french } from '../fr/compare.ts';
import type { Translation } from '../message.ts';

export const compare: Translation<typeof french> = {
  'compare.title': 'Before / after',
  'compare.before': 'Before',
  'compare.after': 'After',
  'compare.changedOnly': 'Only what changes',
  'compare.count': { one: '{count} row changes', other: '{count} rows change' },
  'compare.none': 'No row changes so far.',
  'compare.changed': 'changed',
  'compare.deleted': 'deleted',
  'compare.moved': 'archived',
  'compare.range': '{from} to {to} of {total}',
  'compare.open': 'See before / after',
};
