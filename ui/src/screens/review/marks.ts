/** Cuts a note into stretches to be shown plain or marked. Positions count Unicode characters. */
import type { Mark } from '../../backend/index.ts';

export type Stretch = {
  readonly text: string;
  /** The mark that covers it: the current finding's own when several do; none for plain text. */
  readonly mark: Mark | null;
};

/** The note, whole and in order; no two neighbouring stretches bear the same mark. */
export function stretches(note: string, marks: readonly Mark[], current: string): Stretch[] {
  const characters = Array.from(note);
  const borders = new Set([0, characters.length]);
  for (const { start, end } of marks) {
    borders.add(Math.min(start, characters.length));
    borders.add(Math.min(end, characters.length));
  }
  const cuts = [...borders].sort((a, b) => a - b);
  const result: Stretch[] = [];
  for (let at = 0; at + 1 < cuts.length; at++) {
    const [from, to] = [cuts[at] ?? 0, cuts[at + 1] ?? 0];
    const text = characters.slice(from, to).join('');
    const mark = covering(marks, from, to, current);
    const last = result.at(-1);
    if (last && last.mark?.finding === mark?.finding) {
      result[result.length - 1] = { text: last.text + text, mark };
    } else {
      result.push({ text, mark });
    }
  }
  return result;
}

function covering(marks: readonly Mark[], from: number, to: number, current: string): Mark | null {
  const over = marks.filter((mark) => mark.start <= from && mark.end >= to);
  return over.find((mark) => mark.finding === current) ?? over[0] ?? null;
}
