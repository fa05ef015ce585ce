/** The file at hand and the step on screen. Screens read this and call its methods. */
import { asAppError } from '../backend/errors.ts';
import type {
  AppError,
  AuditOverview,
  ExportResult,
  OpenedFile,
  OpenRequest,
  Reading,
  RecentFile,
  Role,
  SheetView,
} from '../backend/index.ts';
import { t } from '../i18n/i18n.svelte.ts';
import { areas } from './areas.svelte.ts';
import { batch } from './batch.svelte.ts';
import { host } from './host.ts';
import { job } from './job.svelte.ts';
import { notices } from './notices.svelte.ts';
import { position, type Step } from './steps.ts';

class App {
  step = $state<Step>('file');
  file = $state<OpenedFile | null>(null);
  overview = $state<AuditOverview | null>(null);
  exported = $state<ExportResult | null>(null);
  /** Decisions have changed since the export. */
  exportOutdated = $state(false);
  recents = $state<RecentFile[]>([]);
  error = $state<AppError | null>(null);
  dropping = $state(false);
  /** The path that was last asked for: what "retry" opens again. */
  asked = $state('');
  /** What stopped for want of a password, to be done again with it. */
  #again: (() => Promise<unknown>) | null = null;

  /** Is this step what one looks at? */
  sees(step: Step): boolean {
    return areas.current === 'files' && this.step === step;
  }

  /** Columns that nobody has settled yet, in the sheets that are audited. */
  get unsure(): number {
    const sheets = this.file?.sheets.filter((sheet) => sheet.included) ?? [];
    return sheets.flatMap((sheet) => sheet.columns).filter((column) => column.unsure).length;
  }

  /** May this step be shown now? */
  reachable(step: Step): boolean {
    if (job.kind !== null) return step === this.step;
    if (step === 'file') return true;
    if (step === 'columns') return this.file !== null;
    if (step === 'audit') return this.file !== null && this.unsure === 0;
    return this.overview !== null;
  }

  /** Shows a step; the audit is made when it is not there yet. */
  async go(step: Step): Promise<void> {
    if (!this.reachable(step)) return;
    this.error = null;
    this.#see(step);
    if (step === 'file') await this.loadRecents();
    if (step === 'audit' && this.overview === null) await this.audit();
  }

  /** Goes on with work found again: the audit is made anew, then the review is shown. */
  async resume(): Promise<void> {
    await this.go('audit');
    await this.go('review');
  }

  async loadRecents(): Promise<void> {
    try {
      this.recents = await host().recents();
    } catch (thrown) {
      this.error = asAppError(thrown);
    }
  }

  async forget(path: string): Promise<void> {
    await this.attempt(() => host().forget(path));
    await this.loadRecents();
  }

  async pick(): Promise<void> {
    await this.attempt(async () => this.take(await host().pickFiles()));
  }

  async pickFolder(): Promise<void> {
    await this.attempt(async () => {
      const path = await host().pickFolder();
      if (path !== null) await this.take([path]);
    });
  }

  /** Opens what was given: one file, or the table of several (folders are walked). */
  async take(paths: string[]): Promise<void> {
    if (job.kind !== null || paths.length === 0) return;
    await this.attempt(async () => {
      const files = await host().listFiles(paths);
      const [first] = files;
      if (first === undefined) notices.show(t('batch.nothing'));
      else if (files.length === 1) await this.open(first);
      else {
        this.#see('file');
        await batch.run(files);
      }
    });
  }

  async openSample(): Promise<void> {
    await this.attempt(async () => this.open(await host().samplePath()));
  }

  /** Opens a file and shows its columns; the file at hand stays when it cannot be read. */
  async open(path: string): Promise<void> {
    await this.#read('open', { path, reading: null, password: null });
  }

  /** Gives the password of a file, then does again what it stopped. */
  async unlock(path: string, password: string, then = this.#again): Promise<void> {
    this.error = null;
    try {
      await host().unlockFile(path, password);
    } catch (thrown) {
      this.#again = then;
      this.error = asAppError(thrown);
      return;
    }
    this.#again = null;
    await this.attempt(async () => then?.());
  }

  /** Reads the file at hand again, otherwise; the screen stays. */
  async readAs(changed: Partial<Reading>): Promise<void> {
    const file = this.file;
    if (!file) return;
    const reading = { ...file.reading, ...changed };
    await this.#read('reread', { path: file.path, reading, password: null });
  }

  async #read(kind: 'open' | 'reread', request: OpenRequest): Promise<void> {
    if (job.kind !== null) return;
    this.asked = request.path;
    await this.attempt(async () => {
      const opened = await job.run(kind, (progress) => host().openFile(request, progress));
      const former = this.file;
      this.file = opened;
      this.overview = null;
      this.exported = null;
      this.#see('columns');
      if (former && former.id !== opened.id) await host().closeFile(former.id);
    });
  }

  /** Forgets the file at hand: what was decided on it, and how it was read. The file stays. */
  async forgetThis(): Promise<void> {
    const file = this.file;
    if (!file || job.kind !== null) return;
    await this.attempt(async () => {
      await host().forget(file.path);
      await host().closeFile(file.id);
      [this.file, this.overview, this.exported] = [null, null, null];
      notices.show(t('file.forgotten', { name: file.name }));
    });
    await this.go('file');
  }

  async setRole(sheet: string, column: number, role: Role | null): Promise<void> {
    await this.changeSheet((file) => host().setRole(file, sheet, column, role));
  }

  async setIncluded(sheet: string, included: boolean): Promise<void> {
    await this.changeSheet((file) => host().setIncluded(file, sheet, included));
  }

  async setHeader(sheet: string, rows: [number, number] | null): Promise<void> {
    await this.changeSheet((file) => host().setHeader(file, sheet, rows));
  }

  async audit(): Promise<void> {
    const file = this.file;
    if (!file) return;
    this.overview = null;
    await this.attempt(async () => {
      const request = { as_of: null };
      this.overview = await job.run('audit', (progress) =>
        host().audit(file.id, request, progress),
      );
    });
  }

  /** Has the audit made again in the language in force; nothing else changes on screen. */
  async tellAgain(): Promise<void> {
    const file = this.file;
    if (!file || this.overview === null || job.kind !== null) return;
    this.overview = await host().audit(file.id, { as_of: this.overview.as_of }, () => undefined);
  }

  /** Reads the counts of the overview again, after decisions. */
  async refreshOverview(): Promise<void> {
    const file = this.file;
    if (!file) return;
    await this.attempt(async () => (this.overview = await host().overview(file.id)));
  }

  /** Does something that may fail; the failure is shown instead of thrown. */
  async attempt(work: () => Promise<unknown>): Promise<void> {
    this.error = null;
    try {
      await work();
    } catch (thrown) {
      this.error = asAppError(thrown);
      if (this.error.code === 'password_needed') this.#again = work;
    }
  }

  /** Writes the team's page where the person wants it, and opens it. */
  async coach(format: 'pdf' | 'html'): Promise<void> {
    const file = this.file;
    if (!file) return;
    await this.attempt(async () => {
      const path = await host().pickTarget(`${t('coaching.file')}.${format}`);
      if (path === null) return;
      await host().saveCoaching(file.id, path);
      await host().openPath(path);
    });
  }

  #see(step: Step): void {
    this.step = step;
    areas.show('files');
  }

  private async changeSheet(change: (file: string) => Promise<SheetView>): Promise<void> {
    const file = this.file;
    if (!file) return;
    await this.attempt(async () => {
      const changed = await change(file.id);
      const sheets = file.sheets.map((sheet) => (sheet.name === changed.name ? changed : sheet));
      this.file = { ...file, sheets };
      this.overview = null;
    });
  }
}

export const app = new App();

/** Is this step behind the one on screen? */
export function isDone(step: Step): boolean {
  return position(step) < position(app.step);
}
