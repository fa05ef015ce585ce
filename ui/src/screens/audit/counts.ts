/** Counts by term as bars to draw: largest first, empty ones left out. */
import type { Bar } from '../../components/bars.ts';
import { t, type PlainKey } from '../../i18n/i18n.svelte.ts';

export function counted<Term extends string>(
  counts: Readonly<Partial<Record<Term, number>>>,
  name: (term: Term) => PlainKey,
): Bar<Term>[] {
  const terms = Object.keys(counts) as Term[];
  return terms
    .map((term) => ({ value: term, label: t(name(term)), count: counts[term] ?? 0 }))
    .filter((bar) => bar.count > 0)
    .sort((a, b) => b.count - a.count || a.label.localeCompare(b.label));
}
