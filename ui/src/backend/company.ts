/** What the user interface may ask of its host about the company itself. */
import type {
  Answers,
  AssessmentRow,
  AssessmentView,
  BreachView,
  DocumentRow,
  DocumentView,
  JournalView,
  Papers,
  PapersRequest,
  PieceView,
  RequestView,
  TakenBack,
} from './bindings/types.ts';

export interface CompanyBackend {
  /** Self-assessments, the last saved first. */
  assessments(): Promise<AssessmentRow[]>;
  beginAssessment(answers: Answers): Promise<AssessmentView>;
  /** A new one of the same company: answers are asked again and compared. */
  repeatAssessment(id: number): Promise<AssessmentView>;
  assessment(id: number): Promise<AssessmentView>;
  /** Takes up a company or date: audits go by its period from now on. */
  chooseAssessment(id: number): Promise<AssessmentView>;
  /** The company's logo as a `data:` address; null when there is none. */
  logo(id: number): Promise<string | null>;
  setLogo(id: number, path: string): Promise<string | null>;
  removeLogo(id: number): Promise<void>;
  /** Keeps all answers as they are at this moment. */
  answer(id: number, answers: Answers): Promise<AssessmentView>;
  /** Takes the figures of an audited file. */
  measure(id: number, file: string): Promise<AssessmentView>;
  forgetAssessment(id: number): Promise<void>;

  documents(id: number): Promise<DocumentRow[]>;
  document(id: number, document: string): Promise<DocumentView>;
  /** The texts that answer a request, its days filled in. */
  letters(id: number | null, request: RequestView): Promise<PieceView[]>;
  /** Writes documents into a folder and keeps a version of each that says something new. */
  makePapers(id: number, request: PapersRequest): Promise<Papers>;
  /** Takes up a register or plan that was changed in a spreadsheet program. */
  takeBack(id: number, path: string): Promise<TakenBack>;

  requests(): Promise<RequestView[]>;
  keepRequest(request: RequestView): Promise<RequestView[]>;
  forgetRequest(id: number): Promise<RequestView[]>;
  breaches(): Promise<BreachView[]>;
  keepBreach(breach: BreachView): Promise<BreachView[]>;
  forgetBreach(id: number): Promise<BreachView[]>;

  /** Writes both logs to a workbook, as an inspection may ask to see them. */
  saveLogs(path: string): Promise<void>;

  /** What was audited, decided, written and forgotten on this computer, checked. */
  journal(): Promise<JournalView>;
  /** Writes the journal to a file that whoever has it can check (JSON). */
  saveJournal(path: string): Promise<void>;
}
