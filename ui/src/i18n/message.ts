/** What a message is, and how it is filled in. Knows no language and no key. */

/** A text that depends on a number: `{count}` picks the form, by the language's own rules. */
export type Plural = { readonly one: string; readonly other: string };
export type Message = string | Plural;

/** Names written `{name}` in a text. */
type Names<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Names<Rest>
  : never;

type NamesOf<M> = M extends string
  ? Names<M>
  : M extends Plural
    ? Names<M['one']> | Names<M['other']> | 'count'
    : never;

/** Arguments of a message: none when its text names none. */
export type Arguments<M> = [NamesOf<M>] extends [never]
  ? []
  : [values: { readonly [Name in NamesOf<M>]: string | number }];

/** The same keys in another language: a text for a text, a plural for a plural. */
export type Translation<Messages> = {
  readonly [Key in keyof Messages]: Messages[Key] extends string ? string : Plural;
};

export type Formatter = {
  readonly number: (value: number) => string;
  readonly plural: (value: number) => Intl.LDMLPluralRule;
};

/** Chooses the form and fills in the values; numbers are written as the language writes them. */
export function fill(
  message: Message,
  values: Readonly<Record<string, string | number>>,
  format: Formatter,
): string {
  const text = typeof message === 'string' ? message : form(message, values['count'], format);
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === 'number' ? format.number(value) : value;
  });
}

function form(message: Plural, count: string | number | undefined, format: Formatter): string {
  return format.plural(Number(count)) === 'one' ? message.one : message.other;
}
