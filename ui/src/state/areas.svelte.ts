/**
 * The areas of the window, in the order of its header, each with its pages. To add one: an entry
 * here, its component in `App.svelte`. The header, the keys, the palette and the memory of where one
 * was follow from this table.
 */
import type { PlainKey } from '../i18n/i18n.svelte.ts';
import { preferences } from './preferences.svelte.ts';

type AreaEntry = {
  readonly name: PlainKey;
  /** The key that shows it, as the browser calls it. */
  readonly key: string;
  /** Its pages and what they are called; none for an area that walks its own steps. */
  readonly pages: Readonly<Record<string, PlainKey>>;
};

export const AREAS = {
  files: { name: 'area.files', key: 'f2', pages: {} },
  people: {
    name: 'area.people',
    key: 'f4',
    pages: { person: 'page.person', list: 'page.list', campaign: 'page.campaign' },
  },
  company: {
    name: 'area.company',
    key: 'f3',
    pages: {
      assessment: 'page.assessment',
      plan: 'page.plan',
      register: 'page.register',
      documents: 'page.documents',
      logs: 'page.logs',
      journal: 'page.journal',
    },
  },
} as const satisfies Record<string, AreaEntry>;

export type Area = keyof typeof AREAS;
export type PageOf<A extends Area> = keyof (typeof AREAS)[A]['pages'] & string;

export const AREA_IDS = Object.keys(AREAS) as Area[];

class Areas {
  current = $state<Area>('files');
  #pages = $state<Partial<Record<Area, string>>>({});

  /** The page of an area: the one shown last, else its first. */
  page<A extends Area>(area: A): PageOf<A> {
    const pages = pagesOf(area);
    return pages.find((page) => page === this.#pages[area]) ?? (pages[0] as PageOf<A>);
  }

  /** Shows an area, at a page of it or where it was left; the window will open there next time. */
  show<A extends Area>(area: A, page: PageOf<A> = this.page(area)): void {
    if (area === this.current && page === this.page(area)) return;
    this.#turn(area, page);
    void preferences.change({ place: `${area}/${page ?? ''}` });
  }

  /** Opens where the window was left; a place that is no more is the first area. */
  recall(): void {
    const [area, page] = preferences.current.place.split('/');
    const known = AREA_IDS.find((id) => id === area);
    if (known) this.#turn(known, page);
  }

  #turn(area: Area, page: string | undefined): void {
    this.current = area;
    if (page !== undefined) this.#pages[area] = page;
  }
}

export const areas = new Areas();

/** The pages of an area, in order. */
export function pagesOf<A extends Area>(area: A): PageOf<A>[] {
  return Object.keys(AREAS[area].pages) as PageOf<A>[];
}

/** What a page is called. */
export function pageName(area: Area, page: string): PlainKey {
  return (AREAS[area].pages as Readonly<Record<string, PlainKey>>)[page] ?? AREAS[area].name;
}
