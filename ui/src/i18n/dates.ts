/** Dates in words, by the browser's own knowledge of languages. */

/** `2026-11` as a month and a year. */
export function writtenMonth(iso: string, language: string): string {
  const style = { month: 'long', year: 'numeric' } as const;
  return new Intl.DateTimeFormat(language, style).format(new Date(`${iso}-01T12:00:00`));
}

/** A moment (RFC 3339) as a day and an hour. */
export function writtenMoment(rfc3339: string, language: string): string {
  const style = { dateStyle: 'short', timeStyle: 'short' } as const;
  return new Intl.DateTimeFormat(language, style).format(new Date(rfc3339));
}
