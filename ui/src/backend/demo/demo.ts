/** A plain browser as a host: recorded data, decisions in memory, nothing read and nothing written. */
import type { Backend, OnProgress } from '../backend.ts';
import type {
  AudienceChoice,
  CompareRequest,
  Component,
  ExportOptions,
  FindingView,
  Lang,
  NotesRequest,
  OpenedFile,
  OpenRequest,
  OwnSentence,
  OwnWords,
  RecentFile,
  Role,
  Settings,
  SheetView,
  Stage,
} from '../bindings/types.ts';
import type { PeopleBackend } from '../people.ts';
import { UNSET } from '../settings.ts';
import { DemoCompany } from './company.ts';
import { compare } from './compare.ts';
import { Decisions } from './decisions.ts';
import { refusal, troubled } from './trouble.ts';
import { facets, selected } from './filtering.ts';
import { people } from './people.ts';
import { tried } from './words.ts';
import { recording, type Recording } from './recording.ts';

const SAMPLE = '/exemple/prospects.xlsx';
/** What lies in the folder that is picked, when the address says `?folder`: one file can be read. */
const FOLDER = [SAMPLE, '/exemple/salon.ods', '/exemple/anciens clients.csv'];

class Demo extends DemoCompany implements Omit<Backend, keyof PeopleBackend> {
  readonly recorded = true;
  #settings: Settings = fromAddress();
  #recording: Recording | undefined;
  #decisions = new Decisions([]);
  #cancelled = false;
  #given = false;
  #words: OwnWords = { flagged: [], spared: [], sentences: [] };

  protected override language(): Lang {
    return this.#settings.lang;
  }

  async openFile(request: OpenRequest, progress: OnProgress): Promise<OpenedFile> {
    if (request.path !== SAMPLE) throw refusal('file_not_readable');
    const missing = this.locked();
    if (missing !== null) throw refusal('password_needed', missing);
    this.#recording = await recording(this.#settings.lang);
    this.#recording.file = readAs(this.#recording.file, request.reading);
    this.#decisions = new Decisions(many(this.#recording.findings));
    await this.work('reading', progress);
    return this.#recording.file;
  }

  async unlockFile(path: string, given: string): Promise<void> {
    if (given !== password()) throw refusal('password_wrong', path);
    this.#given = true;
  }

  /** The file that lacks its password. */
  locked(): string | null {
    return password() !== null && !this.#given ? SAMPLE : null;
  }

  closeFile = nothing;

  async setHeader(_f: string, sheet: string, rows: [number, number] | null): Promise<SheetView> {
    return this.#replace({ ...this.#sheet(sheet), header_rows: rows });
  }

  async setRole(_f: string, sheet: string, column: number, role: Role | null): Promise<SheetView> {
    const view = this.#sheet(sheet);
    const columns = view.columns.map((one) =>
      one.index === column && role !== null
        ? { ...one, role, chosen: true, unsure: false, confidence: 1 }
        : one,
    );
    return this.#replace({ ...view, columns });
  }

  async setIncluded(_file: string, sheet: string, included: boolean): Promise<SheetView> {
    return this.#replace({ ...this.#sheet(sheet), included });
  }

  async audit(_f: string, _r: unknown, progress: OnProgress) {
    await this.work('auditing', progress);
    const decisions = this.#decisions;
    const spoken = await recording(this.#settings.lang);
    if (this.#recording) {
      const { audience } = this.#recording.overview;
      this.#recording.overview = { ...spoken.overview, audience };
    }
    speak(decisions.findings, spoken.findings);
    return this.overview();
  }

  async overview() {
    return { ...this.#open().overview, states: this.#decisions.counts() };
  }

  async setAudience(_file: string, choice: AudienceChoice) {
    if (choice.finding === null) this.#open().overview.audience = choice.audience;
  }

  async findings(_file: string, request: Parameters<Backend['findings']>[1]) {
    const found = selected(this.#decisions.findings, request.filter, request.sort);
    const items = found.slice(request.offset, request.offset + request.limit);
    return {
      total: found.length,
      open: found.filter((view) => view.line.state === 'open').length,
      items: items.map((view) => ({ ...view.line })),
    };
  }

  async facets(_file: string, filter: Parameters<Backend['facets']>[1]) {
    return facets(this.#decisions.findings, filter);
  }

  async finding(_file: string, id: string): Promise<FindingView> {
    const view = this.#decisions.findings.find((one) => one.line.id === id);
    if (!view) throw refusal('unknown');
    return structuredClone(view);
  }

  async notes(_file: string, { search, unmarked, offset, limit }: NotesRequest) {
    const words = search.toLowerCase();
    const found = this.#open().notes.notes.filter(
      (note) => note.text.toLowerCase().includes(words) && !(unmarked && note.marks.length > 0),
    );
    return { total: found.length, notes: found.slice(offset, offset + limit) };
  }

  decide = async (_file: string, decision: Parameters<Backend['decide']>[1]) =>
    this.#decisions.decide(decision);
  reopen = async (_file: string, findings: Parameters<Backend['reopen']>[1]) =>
    this.#decisions.reopen(findings);
  undo = async () => this.#decisions.undo();
  redo = async () => this.#decisions.redo();
  undoEntry = async (_file: string, entry: number) => this.#decisions.undoEntry(entry);
  goBack = async (_file: string, entry: number | null) => this.#decisions.goBack(entry);
  history = async () => this.#decisions.history();

  async plan() {
    const plan = this.#open().plan;
    return { ...plan, locked: password() !== null, open: this.#decisions.counts().open };
  }

  async compare(_file: string, request: CompareRequest) {
    return compare(this.#sheet(request.sheet), this.#decisions.findings, request);
  }

  async exportFile(_f: string, options: ExportOptions, p: OnProgress) {
    await this.work('writing', p);
    await this.work('verifying', p);
    const { target: path, log, certificate } = options;
    return { ...this.#open().exported, path, log, certificate };
  }

  async recents(): Promise<RecentFile[]> {
    if (asks('blank')) return [];
    const opened = { opened_at: '2026-11-20T09:12:00Z', decisions: 12, exists: true };
    return [{ ...opened, path: SAMPLE, name: 'prospects.xlsx' }];
  }

  forget = nothing;
  settings = async () => this.#settings;
  setSettings = async (settings: Settings) => (this.#settings = settings);
  saveCoaching = nothing;
  saveSettings = nothing;
  loadSettings = async () => this.#settings;
  ownWords = async () => this.#words;
  setOwnWords = async (words: OwnWords) => (this.#words = words);
  tryWords = async (words: OwnWords, sentences: OwnSentence[]) =>
    sentences.map((sentence) => tried(words, sentence));
  about = async () => (await recording(this.#settings.lang)).about;
  components = async (): Promise<Component[]> => [{ name: 'svelte', version: '5', licence: 'MIT' }];
  cancel = async () => void (this.#cancelled = true);
  launchFiles = async () => [];
  samplePath = async () => SAMPLE;
  listFiles = async (paths: string[]) => (asks('folder') ? FOLDER : paths);
  pickFiles = async () => [SAMPLE];
  pickFolder = async () => SAMPLE;
  pickImage = async () => 'logo.svg';
  pickSettings = async () => '/exemple/epure-reglages.json';
  pickTarget = async (suggested: string) => suggested;
  openPath = nothing;
  showInFolder = nothing;
  setTitle = nothing;
  listen = async () => () => undefined;

  #open(): Recording {
    if (!this.#recording) throw refusal('unknown');
    return this.#recording;
  }

  #sheet(name: string): SheetView {
    const sheet = this.#open().file.sheets.find((one) => one.name === name);
    if (!sheet) throw refusal('unknown');
    return sheet;
  }

  #replace(sheet: SheetView): SheetView {
    const { file } = this.#open();
    file.sheets = file.sheets.map((one) => (one.name === sheet.name ? sheet : one));
    return sheet;
  }

  /** A job that takes as long as `?slow=` says (milliseconds a step, none by default). */
  async work(stage: Stage, progress: OnProgress): Promise<void> {
    this.#cancelled = false;
    const pause = Number(new URLSearchParams(location.search).get('slow') ?? 0);
    for (let done = 0; done <= 10; done++) {
      if (this.#cancelled) throw refusal('cancelled');
      progress({ stage, done: done * 15, total: 150, seconds_left: null });
      if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

async function nothing(): Promise<void> {
  // Recorded data have no file to act on.
}

/** As many findings as `?many=` says (those recorded when it says nothing), for tests. */
function many(findings: FindingView[]): FindingView[] {
  const wanted = Number(new URLSearchParams(location.search).get('many') ?? 0);
  if (wanted <= findings.length) return findings;
  return Array.from({ length: wanted }, (_, at) => {
    const view = findings[at % findings.length] as FindingView;
    const id = `${view.line.id}-${at}`;
    const marks = view.marks.map((mark) => ({ ...mark, finding: id }));
    const same = Math.ceil((wanted - (at % findings.length)) / findings.length) - 1;
    return { ...view, same, marks, line: { ...view.line, id, row: at + 2 } };
  });
}

/** Gives findings that bear decisions the texts of another language. */
function speak(findings: FindingView[], spoken: FindingView[]): void {
  for (const view of findings) {
    const other = spoken.find((one) => one.line.id === view.line.id);
    if (!other) continue;
    const { title, why, advice, basis, line } = other;
    Object.assign(view, { title, why, advice, basis });
    view.line.message = line.message;
  }
}

/** Does the address ask for that (`?blank`: a newcomer, for instance)? For tests. */
const asks = (what: string): boolean => new URLSearchParams(location.search).has(what);

/**
 * The recorded file read otherwise. For tests: as a text file when the address says `?csv`, two columns being
 * unsure when it says `?unsure`.
 */
function readAs(recorded: OpenedFile, reading: OpenRequest['reading']): OpenedFile {
  const file = asks('unsure') ? { ...recorded, sheets: recorded.sheets.map(unsure) } : recorded;
  const asked = reading ?? file.reading;
  if (!asks('csv')) return { ...file, reading: asked };
  const text = { separator: asked.separator ?? ';', encoding: asked.encoding ?? 'UTF-8' };
  return { ...file, format: 'csv', reading: asked, text };
}

/** The sample opens with a password when the address says `?locked=password`, for tests. */
function password(): string | null {
  return new URLSearchParams(location.search).get('locked');
}

function unsure(sheet: SheetView, at: number): SheetView {
  if (at > 0) return sheet;
  const doubt = { unsure: true, confidence: 0.4 };
  return {
    ...sheet,
    columns: sheet.columns.map((one) => ([3, 9].includes(one.index) ? { ...one, ...doubt } : one)),
  };
}

/** Settings may be set in the address (`?lang=en&theme=dark&zoom=200`), for tests. */
function fromAddress(): Settings {
  const asked = new URLSearchParams(location.search);
  return {
    ...UNSET,
    lang: asked.get('lang') === 'en' ? 'en' : 'fr',
    theme: (asked.get('theme') ?? UNSET.theme) as Settings['theme'],
    zoom: Number(asked.get('zoom') ?? UNSET.zoom),
    place: asked.get('place') ?? UNSET.place,
  };
}

export function demo(): Backend {
  const demo = new Demo();
  const whole = Object.assign(
    demo,
    people(
      async () => (await demo.settings()).lang,
      (stage, progress) => demo.work(stage, progress),
      () => demo.locked(),
    ),
  );
  return troubled(whole);
}
