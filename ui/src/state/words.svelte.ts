/** The person's own words, and how their sentences read with them. */
import type { Category, OwnSentence, OwnWords, TriedSentence } from '../backend/index.ts';
import { t } from '../i18n/i18n.svelte.ts';
import { app } from './app.svelte.ts';
import { dialogs } from './dialogs.svelte.ts';
import { host } from './host.ts';
import { notices } from './notices.svelte.ts';
import { review } from './review.svelte.ts';

const NONE: OwnWords = { flagged: [], spared: [], sentences: [] };

class Words {
  current = $state<OwnWords>(NONE);
  /** Words offered when the dialog opens: those selected in a note. */
  offered = $state('');
  tried = $state<TriedSentence[]>([]);

  async load(): Promise<void> {
    this.current = await host().ownWords();
    await this.try();
  }

  flag(text: string, category: Category): Promise<void> {
    const others = this.current.flagged.filter((own) => own.text !== text);
    return this.#keep({ ...this.current, flagged: [...others, { text, category }] });
  }

  spare(text: string): Promise<void> {
    const others = this.current.spared.filter((own) => own !== text);
    return this.#keep({ ...this.current, spared: [...others, text] });
  }

  /** Never flags these words again, here and in every other file; says so. */
  async never(text: string): Promise<void> {
    await app.attempt(async () => {
      await this.spare(text);
      notices.show(t('words.never.done', { text }));
    });
  }

  /** Opens the words dialog with these ones filled in. */
  offer(text: string): void {
    this.offered = text;
    dialogs.show('words');
  }

  remove(text: string): Promise<void> {
    const flagged = this.current.flagged.filter((own) => own.text !== text);
    const spared = this.current.spared.filter((own) => own !== text);
    return this.#keep({ ...this.current, flagged, spared });
  }

  keepSentence(sentence: OwnSentence): Promise<void> {
    const others = this.current.sentences.filter((own) => own.text !== sentence.text);
    return this.#keep({ ...this.current, sentences: [...others, sentence] });
  }

  removeSentence(text: string): Promise<void> {
    const sentences = this.current.sentences.filter((own) => own.text !== text);
    return this.#keep({ ...this.current, sentences });
  }

  /** How one sentence reads now. */
  async read(sentence: OwnSentence): Promise<TriedSentence | undefined> {
    const [tried] = await host().tryWords(this.current, [sentence]);
    return tried;
  }

  async try(): Promise<void> {
    this.tried = await host().tryWords(this.current, this.current.sentences);
  }

  /** Keeps the words; the file at hand is read again with them. */
  async #keep(words: OwnWords): Promise<void> {
    this.current = await host().setOwnWords($state.snapshot(words));
    await this.try();
    await app.tellAgain();
    if (app.step === 'review') await review.reload();
  }
}

export const words = new Words();
