/** Deadlines on recorded data: one month for requests, 72 hours for breaches. */
import type { BreachView, RequestView } from '../bindings/types.ts';

const HOUR_MS = 3_600_000;
/** The moment at which recorded data were recorded. */
const NOW = new Date('2026-11-24T10:00:00Z');

export function timedRequest(request: RequestView): RequestView {
  const month = monthsAfter(request.received, 1);
  const longer = request.extended !== null && request.extended <= month;
  const deadline = longer ? monthsAfter(request.received, 3) : month;
  const last = new Date(`${deadline}T10:00:00Z`);
  const left = Math.round((last.getTime() - NOW.getTime()) / (24 * HOUR_MS));
  return { ...request, deadline, days_left: request.answered ? null : left };
}

function monthsAfter(day: string, months: number): string {
  const moment = new Date(`${day}T10:00:00Z`);
  moment.setUTCMonth(moment.getUTCMonth() + months);
  return moment.toISOString().slice(0, 10);
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
