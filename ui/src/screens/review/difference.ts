/** A rewriting shown word by word: what stays, what goes, what comes. */
import { diffWordsWithSpace } from 'diff';

export type Piece = { readonly text: string; readonly kind: 'same' | 'removed' | 'added' };

/**
 * The pieces that lead from one text to the other. Joining those that are not `added` gives `before`,
 * joining those that are not `removed` gives `after`.
 */
export function difference(before: string, after: string): Piece[] {
  return diffWordsWithSpace(before, after).map(({ value, added, removed }) => ({
    text: value,
    kind: added ? 'added' : removed ? 'removed' : 'same',
  }));
}
