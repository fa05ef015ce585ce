/** Spaces that French print asks for, so that messages can be written with plain ones. */

const NARROW = '\u202f';
const NO_BREAK = '\u00a0';

/**
 * Puts a narrow no-break space before `; ! ?` and `%`, a no-break space before `:` and inside
 * « ». Times (`12:30`) and addresses are left alone, as they have no space to replace.
 */
export function frenchSpaces(text: string): string {
  return text
    .replace(/ ([;!?%])/g, `${NARROW}$1`)
    .replace(/ :/g, `${NO_BREAK}:`)
    .replace(/« /g, `«${NO_BREAK}`)
    .replace(/ »/g, `${NO_BREAK}»`);
}
