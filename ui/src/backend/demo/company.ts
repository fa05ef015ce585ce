/** The company on recorded data: what is answered stays in memory, nothing is written. */
import type {
  Answers,
  AssessmentRow,
  AssessmentView,
  BreachView,
  DocumentView,
  Lang,
  PapersRequest,
  PieceView,
  RequestView,
} from '../bindings/types.ts';
import type { CompanyBackend } from '../company.ts';
import { kept, timedBreach, timedRequest } from './deadlines.ts';
import { judged } from './judging.ts';
import { companyRecording, type CompanyRecording } from './recording.ts';

/** Whatever is chosen shows as this: nothing is read here. */
const SAMPLE_LOGO = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40"><rect width="40" height="40" rx="8" fill="#c77700"/><rect x="52" y="14" width="68" height="12" fill="#1f3a4d"/></svg>',
)}`;
const SAVED_AT = '2026-11-24T10:00:00Z';

export abstract class DemoCompany implements CompanyBackend {
  /** What each assessment was answered; the first is the recorded one, unless the address says none. */
  #answers = new Map<number, Answers>();
  #started = new URLSearchParams(location.search).has('blank');
  #logos = new Map<number, string>();
  #requests: RequestView[] = [];
  #breaches: BreachView[] = [];

  /** The language of this moment: which recording is asked for. */
  protected abstract language(): Lang;

  async assessments(): Promise<AssessmentRow[]> {
    const recorded = await this.#recorded();
    const row = ([id, answers]: [number, Answers]): AssessmentRow => {
      const { colour, share } = judged(recorded, answers);
      return { id, company: answers.company.name, saved_at: SAVED_AT, colour, share };
    };
    return [...this.#answers].map(row).reverse();
  }

  async beginAssessment(answers: Answers): Promise<AssessmentView> {
    await this.#recorded();
    const id = this.#answers.size + 1;
    this.#answers.set(id, answers);
    return this.assessment(id);
  }

  async repeatAssessment(id: number): Promise<AssessmentView> {
    const former = await this.assessment(id);
    const { colour, share, questions, answers } = former;
    const levels = Object.fromEntries(questions.map((one) => [one.id, one.judged.level]));
    const blocks = Object.fromEntries(
      former.blocks.map((one) => [one.result.block, one.result.share]),
    );
    const previous = { on: SAVED_AT.slice(0, 10), colour, share, blocks, levels };
    return this.beginAssessment({ ...answers, answers: {}, previous });
  }

  async assessment(id: number): Promise<AssessmentView> {
    const recorded = await this.#recorded();
    const answers = this.#answers.get(id) ?? recorded.assessment.answers;
    return structuredClone({ ...judged(recorded, answers), id });
  }

  chooseAssessment = (id: number): Promise<AssessmentView> => this.assessment(id);

  logo = async (id: number) => this.#logos.get(id) ?? null;

  setLogo(id: number): Promise<string | null> {
    this.#logos.set(id, SAMPLE_LOGO);
    return this.logo(id);
  }

  async removeLogo(id: number): Promise<void> {
    this.#logos.delete(id);
  }

  async answer(id: number, answers: Answers): Promise<AssessmentView> {
    this.#answers.set(id, answers);
    return this.assessment(id);
  }

  measure = (id: number): Promise<AssessmentView> => this.assessment(id);

  async forgetAssessment(id: number): Promise<void> {
    this.#answers.delete(id);
  }

  async documents() {
    return (await this.#recorded()).documents.map((document) => document.row);
  }

  async document(id: number, name: string): Promise<DocumentView> {
    const { documents } = await this.#recorded();
    const found = documents.find((document) => document.row.id === name) ?? documents[0];
    if (!found) throw new Error('no document was recorded');
    const edits = this.#answers.get(id)?.edits ?? {};
    const sections = found.sections.map((section) => ({
      ...section,
      pieces: section.pieces.map((piece) => edited(piece, edits[piece.key])),
    }));
    return { ...found, sections };
  }

  async letters(_id: number | null, request: RequestView): Promise<PieceView[]> {
    return (await this.#recorded()).letters[request.kind] ?? [];
  }

  async makePapers(_id: number, request: PapersRequest) {
    const { papers, documents } = await this.#recorded();
    const { documents: wanted, folder } = request;
    const rows = documents.map((document) => document.row);
    const chosen = rows.filter((row) => wanted.length === 0 || wanted.includes(row.id));
    return { ...papers, folder, files: chosen.flatMap((row) => row.files) };
  }

  takeBack = async (id: number) => ({ changed: 0, assessment: await this.assessment(id) });

  requests = async () => this.#requests.map(timedRequest);
  breaches = async () => this.#breaches.map(timedBreach);

  keepRequest(request: RequestView): Promise<RequestView[]> {
    this.#requests = kept(this.#requests, request);
    return this.requests();
  }

  forgetRequest(id: number): Promise<RequestView[]> {
    this.#requests = this.#requests.filter((request) => request.id !== id);
    return this.requests();
  }

  keepBreach(breach: BreachView): Promise<BreachView[]> {
    this.#breaches = kept(this.#breaches, breach);
    return this.breaches();
  }

  forgetBreach(id: number): Promise<BreachView[]> {
    this.#breaches = this.#breaches.filter((breach) => breach.id !== id);
    return this.breaches();
  }

  journal = async () => (await this.#recorded()).journal;
  saveLogs = async () => undefined;
  saveJournal = async () => undefined;

  async #recorded(): Promise<CompanyRecording> {
    const recorded = await companyRecording(this.language());
    if (!this.#started) this.#answers.set(1, recorded.assessment.answers);
    this.#started = true;
    return recorded;
  }
}

/** A piece with what the company wrote instead, if anything. */
function edited(piece: PieceView, text: string | undefined): PieceView {
  if (text === undefined || !('text' in piece.body)) return piece;
  return { ...piece, edited: true, body: { ...piece.body, text } };
}
