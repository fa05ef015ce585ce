/** The filters of the review as facets: their names, their values in words, toggling one. */
import type {
  Category,
  Check,
  Facet,
  Facets,
  FindingFilter,
  Severity,
  State,
} from '../../backend/index.ts';
import {
  categoryName,
  checkName,
  SEVERITIES,
  SEVERITY_NAMES,
  stateName,
} from '../../components/names.ts';
import { t, type PlainKey } from '../../i18n/i18n.svelte.ts';

export type FacetName = keyof Facets;

export const FACETS: readonly { name: FacetName; title: PlainKey }[] = [
  { name: 'severity', title: 'review.facet.severity' },
  { name: 'check', title: 'review.facet.check' },
  { name: 'category', title: 'review.facet.category' },
  { name: 'state', title: 'review.facet.state' },
  { name: 'sheet', title: 'review.facet.sheet' },
  { name: 'column', title: 'review.facet.column' },
  { name: 'rule', title: 'review.facet.rule' },
  { name: 'author', title: 'review.facet.author' },
];

/** The values of a facet as people look for them: the worst or the most frequent first; places as they lie. */
export function listed(name: FacetName, facets: readonly Facet[]): Facet[] {
  if (name === 'sheet' || name === 'column' || name === 'state') return [...facets];
  if (name === 'severity') return [...facets].sort((a, b) => pressing(a) - pressing(b));
  return [...facets].sort((a, b) => b.count - a.count);
}

/** Place of a severity among all, the worst at 0. */
const pressing = (facet: Facet): number => SEVERITIES.indexOf(facet.value as Severity);

/** The filter values in force, in the order of the facets. */
export function active(filter: FindingFilter): { name: FacetName; value: string }[] {
  return FACETS.flatMap(({ name }) => (filter[name] ?? []).map((value) => ({ name, value })));
}

/** The filter with one value added, or removed when it was there. */
export function toggled(filter: FindingFilter, name: FacetName, value: string): FindingFilter {
  const former: readonly string[] = filter[name] ?? [];
  const values = former.includes(value)
    ? former.filter((one) => one !== value)
    : [...former, value];
  return without({ ...filter, [name]: values });
}

/** The filter without its empty lists and texts, which narrow nothing. */
function without(filter: FindingFilter): FindingFilter {
  const filled = Object.entries(filter).filter(
    ([, wanted]) => !Array.isArray(wanted) || wanted.length > 0,
  );
  return Object.fromEntries(filled);
}

/** A value in words; names of the file (sheets, columns) and rules are shown as they are. */
export function label(name: FacetName, value: string): string {
  switch (name) {
    case 'check':
      return t(checkName(value as Check));
    case 'category':
      return t(categoryName(value as Category));
    case 'severity':
      return t(SEVERITY_NAMES[value as Severity]);
    case 'state':
      return t(stateName(value as State));
    case 'sheet':
    case 'column':
    case 'rule':
    case 'author':
      return value;
  }
}
