/** A rewriting shown word by word: what stays, what goes, what comes. */
import { diffWordsWithSpace } from 'diff';

export type Piece = { readonly text: string; readonly kind: 'same' | 'removed' | 'added' };

/**
 * The pieces that lead from one text to the other. Joining those that are not `added` gives `before`,
 * joining those that are not `removed` gives `after`. Words that change side by side are one piece: a
 * number of five groups goes once and comes once.
 */
export function difference(before: string, after: string): Piece[] {
  const pieces: Piece[] = [];
  let [removed, added] = ['', ''];

  function close(): void {
    if (removed !== '') pieces.push({ text: removed, kind: 'removed' });
    if (added !== '') pieces.push({ text: added, kind: 'added' });
    [removed, added] = ['', ''];
  }

  const parts = diffWordsWithSpace(before, after);
  parts.forEach((part, at) => {
    if (part.removed) removed += part.value;
    else if (part.added) added += part.value;
    else if (joins(part.value) && at > 0 && at + 1 < parts.length) {
      removed += part.value;
      added += part.value;
    } else {
      close();
      pieces.push({ text: part.value, kind: 'same' });
    }
  });
  close();
  return pieces;
}

/** Is it only the space between two words? A new line is worth seeing. */
const joins = (text: string): boolean => /^[^\S\n]+$/.test(text);
