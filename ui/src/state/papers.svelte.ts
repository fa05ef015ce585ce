/** The documents that follow from the self-assessment at hand: looked at, corrected, written. */
import { hasCode } from '../backend/errors.ts';
import type { DocumentRow, DocumentView, Papers as Written } from '../backend/index.ts';
import { t } from '../i18n/i18n.svelte.ts';
import { app } from './app.svelte.ts';
import { assessment } from './assessment.svelte.ts';
import { host } from './host.ts';
import { notices } from './notices.svelte.ts';
import { retuned } from './tune.ts';

class Papers {
  rows = $state<DocumentRow[]>([]);
  view = $state<DocumentView | null>(null);
  /** What was written last. */
  written = $state<Written | null>(null);
  /** The documents that are about to be written (all when none is named); null when none are. */
  asked = $state<string[] | null>(null);
  /** Where they go: kept until the window closes. */
  folder = $state('');
  /** The folder holds such files already. */
  exists = $state(false);

  /** Lists the documents and shows one: the one shown before, else the first. */
  async load(wanted?: string): Promise<void> {
    await assessment.settled();
    const id = assessment.view?.id;
    if (id === undefined) return;
    await app.attempt(async () => {
      this.rows = await host().documents(id);
      const known = (name: string | undefined): boolean => this.rows.some((row) => row.id === name);
      const shown = [wanted, this.view?.row.id].find(known) ?? this.rows[0]?.id;
      if (shown !== undefined) this.view = await host().document(id, shown);
    });
  }

  /** Writes a sentence otherwise than proposed; null gives the proposed one back. */
  async rewrite(key: string, text: string | null): Promise<void> {
    assessment.change((answers) => {
      const others = Object.entries(answers.edits).filter(([other]) => other !== key);
      answers.edits = Object.fromEntries(text === null ? others : [...others, [key, text]]);
    });
    await this.load();
  }

  /** Asks where documents go (all of them when none is named). */
  ask(documents: string[] = []): void {
    this.asked = documents;
    this.exists = false;
    this.written = null;
  }

  async choose(): Promise<void> {
    await app.attempt(async () => (this.folder = (await host().pickFolder()) ?? this.folder));
    this.exists = false;
  }

  /** Writes the documents asked for; files that stand in the way are replaced at the second asking. */
  async write(): Promise<void> {
    await assessment.settled();
    const id = assessment.view?.id;
    const documents = $state.snapshot(this.asked);
    if (id === undefined || documents === null) return;
    const request = { folder: this.folder, documents, replace: this.exists };
    await app.attempt(async () => {
      try {
        this.written = await host().makePapers(id, request);
      } catch (thrown) {
        this.exists = hasCode(thrown, 'target_refused');
        throw thrown;
      }
      this.asked = null;
      await this.load();
    });
  }

  /** Asks for a register or plan that was changed elsewhere, and takes up what it says. */
  async takeBack(): Promise<void> {
    await assessment.settled();
    const id = assessment.view?.id;
    if (id === undefined) return;
    await app.attempt(async () => {
      const [path] = await host().pickFiles();
      if (path === undefined) return;
      const { changed, assessment: view } = await host().takeBack(id, path);
      assessment.view = view;
      await retuned();
      notices.show(t('documents.takenBack', { count: changed }));
      await this.load();
    });
  }
}

export const papers = new Papers();
