/** Cuts a note into stretches to be shown plain or marked. Positions count Unicode characters. */
import type { Mark } from '../../backend/index.ts';

/** Something that covers characters `start` to `end` (not included). */
export type Span = { readonly start: number; readonly end: number };

export type Stretch<M extends Span> = {
  readonly text: string;
  /** The mark that covers it; none for plain text. */
  readonly mark: M | null;
};

/** The text, whole and in order, cut at the marks; the first mark wins where several overlap. */
export function marked<M extends Span>(text: string, marks: readonly M[]): Stretch<M>[] {
  const characters = Array.from(text);
  const borders = new Set([0, characters.length]);
  for (const { start, end } of marks) {
    borders.add(Math.min(start, characters.length));
    borders.add(Math.min(end, characters.length));
  }
  const cuts = [...borders].sort((a, b) => a - b);
  const result: Stretch<M>[] = [];
  for (let at = 0; at + 1 < cuts.length; at++) {
    const [from, to] = [cuts[at] ?? 0, cuts[at + 1] ?? 0];
    const piece = characters.slice(from, to).join('');
    const mark = marks.find((one) => one.start <= from && one.end >= to) ?? null;
    const last = result.at(-1);
    if (last && last.mark === mark) {
      result[result.length - 1] = { text: last.text + piece, mark };
    } else {
      result.push({ text: piece, mark });
    }
  }
  return result;
}

/** The note cut at its marks; the current finding's own mark wins over the others. */
export function stretches(note: string, marks: readonly Mark[], current: string): Stretch<Mark>[] {
  const own = (mark: Mark): number => (mark.finding === current ? 0 : 1);
  return marked(
    note,
    [...marks].sort((a, b) => own(a) - own(b)),
  );
}

/** The text without some words, and without the spaces or the comma that held them. */
export function without(text: string, words: string): string {
  const at = text.indexOf(words);
  if (at < 0) return text;
  const before = text.slice(0, at).replace(/[\s,;]+$/, '');
  const rest = text.slice(at + words.length);
  const after = rest.replace(before === '' ? /^[\s,;]+/ : /^\s+/, '');
  const glue = before === '' || after === '' || /^[,;.]/.test(after) ? '' : ' ';
  return before + glue + after;
}
