/** Deadlines on recorded data: one month for requests, 72 hours for breaches. */
import type { BreachView, RequestView } from '../bindings/types.ts';

const HOUR_MS = 3_600_000;
/** The moment at which recorded data were recorded. */
const NOW = new Date('2026-11-24T10:00:00Z');

export function timedRequest(request: RequestView): RequestView {
  const last = new Date(`${request.received}T10:00:00Z`);
  last.setUTCMonth(last.getUTCMonth() + (request.extended ? 3 : 1));
  const left = Math.round((last.getTime() - NOW.getTime()) / (24 * HOUR_MS));
  const deadline = last.toISOString().slice(0, 10);
  return { ...request, deadline, days_left: request.answered ? null : left };
}

export function timedBreach(breach: BreachView): BreachView {
  const last = new Date(breach.found_at).getTime() + 72 * HOUR_MS;
  const left = Math.floor((last - NOW.getTime()) / HOUR_MS);
  const deadline = new Date(last).toISOString();
  return { ...breach, deadline, hours_left: breach.notified_at ? null : left };
}

/** Keeps an entry among others; a new one (number 0) gets the next number. */
export function kept<Entry extends { id: number }>(entries: Entry[], entry: Entry): Entry[] {
  const id = entry.id || Math.max(0, ...entries.map((one) => one.id)) + 1;
  return [...entries.filter((one) => one.id !== id), { ...entry, id }];
}
