/** The host's filtering of findings, on recorded ones. */
import type {
  Facet,
  Facets,
  FindingFilter,
  FindingLine,
  FindingView,
  Sort,
} from '../bindings/types.ts';

const WORST_FIRST = ['critical', 'major', 'minor', 'info'];
const LISTS = ['check', 'category', 'severity', 'state', 'sheet'] as const;

/** Does a finding pass the filter? `except` leaves one facet's own choice out. */
function passes(
  { line, rule, note, actions }: FindingView,
  filter: FindingFilter,
  except?: keyof Facets,
): boolean {
  for (const name of LISTS) {
    const wanted: readonly string[] = filter[name] ?? [];
    if (name !== except && wanted.length > 0 && !wanted.includes(line[name] ?? '')) return false;
  }
  if (except !== 'column' && filter.column?.length && !filter.column.includes(column(line))) {
    return false;
  }
  if (except !== 'rule' && filter.rule?.length && !filter.rule.includes(rule)) return false;
  if (filter.offers && !actions.some((action) => action.kind === filter.offers)) return false;
  const words = fold(filter.search ?? '');
  return words === '' || fold(`${note} ${line.message} ${line.contact}`).includes(words);
}

/** The findings that pass, in the order asked for. */
export function selected(all: FindingView[], filter: FindingFilter, sort: Sort): FindingView[] {
  const same = all.find((view) => view.line.id === filter.same_as);
  const alike = same ? all.filter((view) => content(view) === content(same)) : all;
  const found = alike.filter((view) => passes(view, filter));
  if (sort === 'severity') {
    const rank = (view: FindingView): number => WORST_FIRST.indexOf(view.line.severity);
    return found.sort((a, b) => rank(a) - rank(b));
  }
  if (sort === 'kind') return found.sort((a, b) => a.line.check.localeCompare(b.line.check));
  return found;
}

/** Counts beside each value; each facet ignores its own choice. */
export function facets(all: FindingView[], filter: FindingFilter): Facets {
  const by = (
    name: keyof Facets,
    value: (view: FindingView) => string | null,
    label: (view: FindingView) => string | null = () => null,
  ): Facet[] => {
    const counts = new Map<string, Facet>();
    for (const view of all.filter((one) => passes(one, filter, name))) {
      const key = value(view);
      if (!key) continue;
      const facet = counts.get(key) ?? { value: key, label: label(view), count: 0 };
      counts.set(key, { ...facet, count: facet.count + 1 });
    }
    return [...counts.values()];
  };
  return {
    check: by('check', ({ line }) => line.check),
    category: by('category', ({ line }) => line.category),
    severity: by('severity', ({ line }) => line.severity),
    state: by('state', ({ line }) => line.state),
    sheet: by('sheet', ({ line }) => line.sheet),
    column: by('column', ({ line }) => column(line), header),
    rule: by(
      'rule',
      ({ rule }) => rule,
      ({ title }) => title || null,
    ),
    author: [],
  };
}

/** By what the host tells findings about the same words: the rule and the folded text. */
function content({ line, rule }: FindingView): string {
  return line.text === '' ? line.id : `${rule} ${fold(line.text)}`;
}

/** The header of the finding's column, as its row names it. */
function header({ line, row }: FindingView): string | null {
  return row.find((cell) => cell.letter === line.column)?.header ?? null;
}

function column(line: FindingLine): string {
  return line.column ? `${line.sheet}!${line.column}` : '';
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
}
