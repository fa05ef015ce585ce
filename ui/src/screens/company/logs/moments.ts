/** Moments as `datetime-local` fields write them: this computer's hour, without a zone. */

/** A moment (RFC 3339) as `2026-11-24T11:00`; empty for none. */
export function toLocal(rfc3339: string): string {
  if (rfc3339 === '') return '';
  const moment = new Date(rfc3339);
  const shifted = new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}

/** What a field says as a moment (RFC 3339); null when it says nothing. */
export function fromLocal(local: string): string | null {
  return local === '' ? null : new Date(local).toISOString();
}
