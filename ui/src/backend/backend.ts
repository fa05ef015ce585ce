/**
 * Everything the user interface may ask of its host, and nothing else. Two hosts answer: the
 * desktop window (`tauri/`) and recorded data in a plain browser (`demo/`). Types come from the
 * Rust side (`bindings/`); every call fails with an `AppError`.
 */
import type {
  About,
  AudienceChoice,
  AuditOverview,
  AuditRequest,
  ComparePage,
  CompareRequest,
  Component,
  Decide,
  Decided,
  ExportOptions,
  ExportResult,
  Facets,
  FindingFilter,
  FindingPage,
  FindingView,
  History,
  NotesPage,
  NotesRequest,
  OpenedFile,
  OpenRequest,
  OwnSentence,
  OwnWords,
  PageRequest,
  PlanPreview,
  Progress,
  RecentFile,
  Role,
  Selection,
  Settings,
  SheetView,
  TriedSentence,
} from './bindings/types.ts';
import type { CompanyBackend } from './company.ts';
import type { PeopleBackend } from './people.ts';

/** Called while a job runs. */
export type OnProgress = (progress: Progress) => void;

/** What happens in the window without the interface having asked. */
export type HostEvents = {
  /** Files were dropped, or a second start of the program named them. */
  openFiles: (paths: string[]) => void;
  /** Files are held over the window (true) or have left it (false). */
  dropHover: (over: boolean) => void;
};

export interface Backend extends CompanyBackend, PeopleBackend {
  /** True when nothing is read or written: recorded data. */
  readonly recorded: boolean;

  openFile(request: OpenRequest, progress: OnProgress): Promise<OpenedFile>;
  /** Gives the password of a file, for whatever reads it from now on. */
  unlockFile(path: string, password: string): Promise<void>;
  closeFile(file: string): Promise<void>;
  setHeader(file: string, sheet: string, rows: [number, number] | null): Promise<SheetView>;
  setRole(file: string, sheet: string, column: number, role: Role | null): Promise<SheetView>;
  setIncluded(file: string, sheet: string, included: boolean): Promise<SheetView>;

  audit(file: string, request: AuditRequest, progress: OnProgress): Promise<AuditOverview>;
  overview(file: string): Promise<AuditOverview>;
  /** Keeps whom a contact is, or all of a file of whom nothing tells: the next audits know it. */
  setAudience(file: string, choice: AudienceChoice): Promise<void>;
  findings(file: string, request: PageRequest): Promise<FindingPage>;
  facets(file: string, filter: FindingFilter): Promise<Facets>;
  finding(file: string, finding: string): Promise<FindingView>;
  /** A stretch of all notes, those without findings included. */
  notes(file: string, request: NotesRequest): Promise<NotesPage>;

  decide(file: string, decision: Decide): Promise<Decided>;
  reopen(file: string, findings: Selection): Promise<Decided>;
  undo(file: string): Promise<Decided>;
  redo(file: string): Promise<Decided>;
  undoEntry(file: string, entry: number): Promise<Decided>;
  goBack(file: string, entry: number | null): Promise<Decided>;
  history(file: string): Promise<History>;

  plan(file: string): Promise<PlanPreview>;
  compare(file: string, request: CompareRequest): Promise<ComparePage>;
  /** Writes the team's page of the review, as PDF when the path says so, else as HTML. */
  saveCoaching(file: string, path: string): Promise<void>;
  exportFile(file: string, options: ExportOptions, progress: OnProgress): Promise<ExportResult>;

  recents(): Promise<RecentFile[]>;
  forget(path: string): Promise<void>;
  settings(): Promise<Settings>;
  setSettings(settings: Settings): Promise<Settings>;
  /** Writes settings and own words to a file; `loadSettings` takes them up. */
  saveSettings(path: string): Promise<void>;
  loadSettings(path: string): Promise<Settings>;
  ownWords(): Promise<OwnWords>;
  setOwnWords(words: OwnWords): Promise<OwnWords>;
  /** How sentences read with these words, which are not kept. */
  tryWords(words: OwnWords, sentences: OwnSentence[]): Promise<TriedSentence[]>;
  about(): Promise<About>;
  /** Everybody else's work that the program carries, with its licence. */
  components(): Promise<Component[]>;

  /** Asks the running job to stop; it then fails with `cancelled`. */
  cancel(): Promise<void>;
  /** Files named when the program was started. */
  launchFiles(): Promise<string[]>;
  /** Where the sample that comes with the program lies. */
  samplePath(): Promise<string>;
  /** The spreadsheets that paths name, folders walked. */
  listFiles(paths: string[]): Promise<string[]>;
  /** The host's open dialog; nothing when the person gave up. */
  pickFiles(): Promise<string[]>;
  /** The host's folder dialog; null when the person gave up. */
  pickFolder(): Promise<string | null>;
  /** The host's dialog for an image; null when the person gave up. */
  pickImage(): Promise<string | null>;
  /** The host's dialog for a file of settings; null when the person gave up. */
  pickSettings(): Promise<string | null>;
  /** The host's save dialog; null when the person gave up. */
  pickTarget(suggested: string): Promise<string | null>;
  /** Opens a written file with the program that the system gives it to. */
  openPath(path: string): Promise<void>;
  /** Shows a file in its folder. */
  showInFolder(path: string): Promise<void>;
  /** What the window's frame says. */
  setTitle(title: string): Promise<void>;
  /** Listens to the window until the returned function is called. */
  listen(events: HostEvents): Promise<() => void>;
}
