/**
 * The review: which findings are listed, which one is looked at, what was decided. The list may hold
 * 100,000 findings: only the pages in view are fetched.
 */
import type {
  ActionKind,
  Decide,
  Decided,
  Facets,
  FindingFilter,
  FindingLine,
  FindingView,
  Selection,
  Sort,
} from '../backend/index.ts';
import { t } from '../i18n/i18n.svelte.ts';
import { app } from './app.svelte.ts';
import { host } from './host.ts';
import { notices } from './notices.svelte.ts';

export const PAGE = 100;
/** Most pages of the list that are kept: far more than are seen, far less than all. */
const PAGES_KEPT = 30;
const NO_FACETS: Facets = {
  check: [],
  category: [],
  severity: [],
  state: [],
  sheet: [],
  column: [],
  rule: [],
  author: [],
};

/** What many findings can be settled by at once; each finding only by what it proposes itself. */
export const BULK = ['suggested', 'move_row', 'delete_row', 'clear_cell'] as const;
export type BulkAction = (typeof BULK)[number];
/** How many of the listed findings an action would settle, and some of them. */
export type BulkOffer = { action: BulkAction; count: number; examples: FindingView[] };

class Review {
  filter = $state<FindingFilter>({});
  sort = $state<Sort>('severity');
  hideDone = $state(true);
  total = $state(0);
  open = $state(0);
  facets = $state<Facets>(NO_FACETS);
  /** Place of the finding looked at, in the list. */
  index = $state(0);
  view = $state<FindingView | null>(null);
  canUndo = $state(false);
  canRedo = $state(false);
  busy = $state(false);
  /** What the person does with the finding: look at it, write another text, say why it stays. */
  mode = $state<'look' | 'edit' | 'keep'>('look');
  /** The text being written instead of the note; none until the person changes the proposed one. */
  draft = $state<string | null>(null);
  /** Decide at once on every open finding about the same words as the one looked at. */
  together = $state(false);
  /** Lines by place; those not fetched yet are missing. Replaced as a whole at each change. */
  lines = $state.raw<ReadonlyMap<number, FindingLine>>(new Map());

  /** The file whose findings are listed. */
  #file: string | null = null;
  #asked = new Set<number>();
  #generation = 0;

  /** The filter in force: the person's, and "done ones hidden" unless states were chosen. */
  get effective(): FindingFilter {
    const states = this.filter.state?.length ? this.filter.state : undefined;
    if (states || !this.hideDone) return this.filter;
    return { ...this.filter, state: ['open'] };
  }

  /** How many of the listed findings are still open: what a bulk decision would touch. */
  get bulkCount(): number {
    return this.open;
  }

  /** Says what is listed, from its top, when the review is next looked at. */
  aim(filter: FindingFilter): void {
    this.#file = app.file?.id ?? null;
    this.filter = filter;
    this.index = 0;
  }

  /** Starts over on a filter, at the top of the list. */
  async show(filter: FindingFilter): Promise<void> {
    this.aim(filter);
    await this.reload();
  }

  /** Comes back to where the review was left; another file begins at its top, all of it. */
  async resume(): Promise<void> {
    if (this.#file !== (app.file?.id ?? null)) this.aim({});
    const { mode, draft, together } = this;
    const left = this.view?.line.id;
    await this.reload();
    // What was being written waits there too.
    if (left !== undefined && this.view?.line.id === left) {
      Object.assign(this, { mode, draft, together });
    }
  }

  /**
   * Fetches the list anew, keeping the place. List, counts and the finding looked at change in one
   * step, with what a decision changed: a key pressed on seeing them is about what they show.
   */
  async reload(decided: Decided | null = null): Promise<void> {
    const file = app.file;
    if (!file) return;
    const generation = ++this.#generation;
    const place = this.index;
    try {
      const [listed, facets] = await Promise.all([
        this.#listed(file.id, place),
        host().facets(file.id, this.effective),
      ]);
      if (generation !== this.#generation) return;
      const { first, page, index, view } = listed;
      this.total = page.total;
      this.open = page.open;
      this.facets = facets;
      this.#asked = new Set([first]);
      this.lines = new Map(page.items.map((line, at) => [first + at, line]));
      // Another place may have been chosen meanwhile.
      if (this.index !== place) return await this.select(this.index);
      this.index = index;
      this.#rest();
      this.view = view;
    } finally {
      if (decided) this.#note(decided);
    }
  }

  /** The page that holds a place (the last one when the list is shorter now) and the finding there. */
  async #listed(file: string, place: number) {
    let first = pageOf(place);
    let page = await this.#page(file, first);
    const index = Math.min(place, Math.max(0, page.total - 1));
    if (pageOf(index) !== first) {
      first = pageOf(index);
      page = await this.#page(file, first);
    }
    const line = page.items[index - first];
    return { first, page, index, view: line ? await host().finding(file, line.id) : null };
  }

  /** The page of the list that begins at a place. */
  #page(file: string, first: number) {
    const request = { filter: this.effective, sort: this.sort, offset: first, limit: PAGE };
    return host().findings(file, request);
  }

  /** Fetches the pages that hold these places, unless they are there. */
  async need(from: number, to: number): Promise<void> {
    const file = app.file;
    if (!file) return;
    const generation = this.#generation;
    for (let first = pageOf(from); first <= to; first += PAGE) {
      if (this.#asked.has(first) || first >= this.total) continue;
      this.#asked.add(first);
      const page = await this.#page(file.id, first);
      if (generation !== this.#generation) return;
      this.#keep(first, page.items);
    }
  }

  /** Adds a page to the lines; those that were fetched longest ago go. */
  #keep(first: number, items: FindingLine[]): void {
    const gone = [...this.#asked].slice(0, -PAGES_KEPT);
    for (const page of gone) this.#asked.delete(page);
    const kept = [...this.lines].filter(([place]) => !gone.includes(place - (place % PAGE)));
    const fetched = items.map((line, at) => [first + at, line] as const);
    this.lines = new Map([...kept, ...fetched]);
  }

  /** Looks at the finding in that place. */
  async select(index: number): Promise<void> {
    if (this.total === 0) return;
    this.mode = 'look';
    this.index = Math.min(this.total - 1, Math.max(0, index));
    await this.need(this.index, this.index);
    await this.look();
  }

  /** Decides on the finding looked at, then shows the next one. */
  async decide(action: Decide['action'], value: string | null = null): Promise<Decided | null> {
    const view = this.view;
    if (!view) return null;
    const decided = await this.#send({ findings: this.#about(view), action, value });
    // Keys are the review's again at once, before the next finding is fetched.
    if (decided) this.mode = 'look';
    if (decided && this.together) {
      notices.show(t('review.together.done', { count: decided.changed }));
    }
    if (decided && decided.changed > 0 && !this.#leavesList()) this.index += 1;
    await this.reload(decided);
    return decided;
  }

  /** Takes back the decision on the finding looked at; the history keeps both. */
  async reopen(): Promise<void> {
    const file = app.file;
    const id = this.view?.line.id;
    if (!file || !id || this.busy) return;
    this.busy = true;
    let decided: Decided | null = null;
    await app.attempt(async () => {
      decided = await host().reopen(file.id, { by: 'ids', ids: [id] });
    });
    this.busy = false;
    await this.reload(decided);
  }

  /** Does the finding looked at propose that action? */
  offers(action: ActionKind): boolean {
    return this.view?.actions.some((proposed) => proposed.kind === action) ?? false;
  }

  /** How many open findings of the list an action would settle, and three of them, whole. */
  async bulk(action: BulkAction): Promise<BulkOffer> {
    const file = app.file;
    if (!file) return { action, count: 0, examples: [] };
    const filter = this.#touched(action);
    const page = await host().findings(file.id, { filter, sort: this.sort, offset: 0, limit: 3 });
    const examples = page.items.map((line) => host().finding(file.id, line.id));
    return { action, count: page.total, examples: await Promise.all(examples) };
  }

  /** Takes an action for every open finding of the list that proposes it. */
  async decideAll(action: BulkAction): Promise<Decided | null> {
    const findings = { by: 'filter', filter: this.#touched(action) } as const;
    const taken = action === 'suggested' ? null : action;
    const decided = await this.#send({ findings, action: taken, value: null });
    await this.reload(decided);
    return decided;
  }

  #touched(action: BulkAction): FindingFilter {
    const open: FindingFilter = { ...this.filter, state: ['open'] };
    return action === 'suggested' ? open : { ...open, offers: action };
  }

  /** Takes back the last decision, or one entry of the history, and shows what it was about. */
  async undo(entry?: number): Promise<Decided | null> {
    return this.#history((file) =>
      entry === undefined ? host().undo(file) : host().undoEntry(file, entry),
    );
  }

  async redo(): Promise<Decided | null> {
    return this.#history((file) => host().redo(file));
  }

  /** Goes back to just after an entry of the history (null: before everything). */
  async goBack(entry: number | null): Promise<Decided | null> {
    return this.#history((file) => host().goBack(file, entry));
  }

  async refreshHistory(): Promise<void> {
    const file = app.file;
    if (!file) return;
    const history = await host().history(file.id);
    this.canUndo = history.can_undo;
    this.canRedo = history.can_redo;
  }

  async #history(change: (file: string) => Promise<Decided>): Promise<Decided | null> {
    const file = app.file;
    if (!file) return null;
    let decided: Decided | null = null;
    await app.attempt(async () => {
      decided = await change(file.id);
    });
    await this.reload(decided);
    await this.#find((decided as Decided | null)?.first ?? null);
    return decided;
  }

  async #send(decision: Decide): Promise<Decided | null> {
    const file = app.file;
    if (!file || this.busy) return null;
    this.busy = true;
    let decided: Decided | null = null;
    await app.attempt(async () => {
      decided = await host().decide(file.id, decision);
    });
    this.busy = false;
    return decided;
  }

  #note(decided: Decided): void {
    this.canUndo = decided.can_undo;
    this.canRedo = decided.can_redo;
    app.exportOutdated = app.exported !== null;
    if (app.overview) app.overview = { ...app.overview, states: decided.states };
  }

  /** The finding looked at, with those about the same words when they are decided together. */
  #about({ line, same }: FindingView): Selection {
    return this.together && same > 0 && line.state === 'open'
      ? { by: 'filter', filter: { same_as: line.id } }
      : { by: 'ids', ids: [line.id] };
  }

  /** Does a finding leave the list once it is decided on? */
  #leavesList(): boolean {
    const states = this.effective.state;
    return states !== undefined && !states.some((state) => state !== 'open');
  }

  async #find(id: string | null): Promise<void> {
    if (id === null) return;
    for (const [index, line] of this.lines) {
      if (line.id === id) return this.select(index);
    }
  }

  /** Fetches the finding in the place looked at. */
  async look(): Promise<void> {
    const file = app.file;
    const line = this.lines.get(this.index);
    this.#rest();
    const view = file && line ? await host().finding(file.id, line.id) : null;
    if (view === null || this.lines.get(this.index)?.id === view.line.id) this.view = view;
  }

  /** Nothing is begun on the finding looked at. */
  #rest(): void {
    this.mode = 'look';
    this.together = false;
    this.draft = null;
  }
}

/** Place of the first line of the page that holds a place. */
const pageOf = (place: number): number => Math.floor(place / PAGE) * PAGE;

export const review = new Review();
