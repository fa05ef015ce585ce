/**
 * The self-assessment at hand: what a company says of itself and answers, saved as it is typed. The
 * action plan, the register and the documents follow from it.
 */
import type {
  Answer,
  Answers,
  AssessmentRow,
  AssessmentView,
  Company,
  Given,
  QuestionView,
} from '../backend/index.ts';
import { app } from './app.svelte.ts';
import { host } from './host.ts';
import { retuned } from './tune.ts';

/** How long one may go on typing before it is saved. */
const PAUSE_MS = 400;
const NEW_GIVEN: Given = {
  answer: null,
  proof: '',
  reason: '',
  owner: '',
  due: null,
  status: 'open',
  seen: null,
};
const NOBODY: Company = {
  name: '',
  activity: '',
  address: '',
  town: '',
  registration: '',
  email: '',
  phone: '',
  website: '',
  representative: '',
  contact: '',
  dpo: '',
  staff: 0,
};

class Assessment {
  /** Every self-assessment of this computer; null until they were asked for. */
  list = $state<AssessmentRow[] | null>(null);
  view = $state<AssessmentView | null>(null);
  /** What of the questionnaire is shown: `about`, a block, or `result`. */
  section = $state('about');
  saved = $state(true);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #saving: Promise<void> | null = null;

  /** The audit of the open file has figures that this assessment has not. */
  get newerAudit(): boolean {
    const { file, overview } = app;
    if (!this.view || !file || !overview) return false;
    const { measured } = this.view;
    return measured?.sha256 !== file.sha256 || measured.as_of !== overview.as_of;
  }

  /** Opens the one saved last, unless one is open. */
  async load(): Promise<void> {
    await app.attempt(async () => {
      await this.#list();
      const [last] = this.list ?? [];
      if (this.view) this.#take(await host().assessment(this.view.id));
      else if (last) this.view = await host().chooseAssessment(last.id);
    });
  }

  /** Takes up another company or date: audits go by its period. */
  async open(id: number): Promise<void> {
    await this.#show(() => host().chooseAssessment(id));
  }

  async begin(name: string, country: string): Promise<void> {
    const answers: Answers = {
      schema: 1,
      country,
      company: { ...NOBODY, name },
      profile: {},
      processors: [],
      retention: {},
      answers: {},
      edits: {},
      previous: null,
    };
    await this.#show(() => host().beginAssessment(answers));
  }

  /** A new one of the same company, compared with this one. */
  async again(): Promise<void> {
    const { view } = this;
    if (view) await this.#show(() => host().repeatAssessment(view.id));
  }

  async forget(): Promise<void> {
    const { view } = this;
    if (!view) return;
    await app.attempt(async () => {
      await host().forgetAssessment(view.id);
      this.view = null;
    });
    await this.load();
    await retuned();
  }

  /** Takes the figures of the open file's audit. */
  async measure(): Promise<void> {
    const { view } = this;
    const { file } = app;
    if (!view || !file) return;
    await this.settled();
    await app.attempt(async () => this.#take(await host().measure(view.id, file.id)));
  }

  /** Answers a question; an answer that rests on a figure keeps it beside. */
  answer(question: QuestionView, answer: Answer, onFigure = false): void {
    const seen = onFigure ? (question.judged.proposal?.seen ?? null) : null;
    this.change((answers) => {
      const former = answers.answers[question.id];
      answers.answers[question.id] = { ...NEW_GIVEN, ...former, answer, seen };
    });
  }

  /** Changes what goes with an answer, given or still to come. */
  note(question: string, part: Partial<Given>): void {
    this.change((answers) => {
      answers.answers[question] = { ...NEW_GIVEN, ...answers.answers[question], ...part };
    });
  }

  /** Changes anything that was answered; it is saved a moment later. */
  change(make: (answers: Answers) => void): void {
    if (!this.view) return;
    make(this.view.answers);
    this.saved = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#save(), PAUSE_MS);
  }

  /** Waits until everything is saved. */
  async settled(): Promise<void> {
    if (this.saved) return;
    clearTimeout(this.#timer);
    await this.#save();
  }

  async #save(): Promise<void> {
    await this.#saving;
    this.#timer = undefined;
    this.#saving = app.attempt(async () => {
      if (!this.view) return;
      const { id, answers } = this.view;
      const view = await host().answer(id, $state.snapshot(answers));
      this.saved = this.#timer === undefined;
      this.#take(view);
    });
    await this.#saving;
  }

  /** Shows what the host knows; what was typed meanwhile stays on screen, and is saved in its turn. */
  #take(view: AssessmentView): void {
    this.view = this.view && !this.saved ? { ...view, answers: this.view.answers } : view;
  }

  async #show(ask: () => Promise<AssessmentView>): Promise<void> {
    await this.settled();
    await app.attempt(async () => {
      this.view = await ask();
      this.section = 'about';
      await this.#list();
      await retuned();
    });
  }

  async #list(): Promise<void> {
    this.list = await host().assessments();
  }
}

export const assessment = new Assessment();
