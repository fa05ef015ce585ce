/**
 * What was recorded from the real engine on the sample file: one file a language, written by the
 * Rust test `recording` (tests/recording.rs), never by hand.
 */
import type {
  About,
  AssessmentView,
  AuditOverview,
  CampaignResult,
  CampaignView,
  DocumentView,
  ExportResult,
  FileChecked,
  FindingView,
  JournalView,
  Lang,
  NotesPage,
  OpenedFile,
  Papers,
  PersonFound,
  PieceView,
  PlanPreview,
  RefusalsRead,
  RequestKind,
  StopView,
  SuppressionView,
} from '../bindings/types.ts';

export type Recording = {
  file: OpenedFile;
  overview: AuditOverview;
  findings: FindingView[];
  plan: PlanPreview;
  exported: ExportResult;
  about: About;
  notes: NotesPage;
};

/** What was recorded of the sample company (`company.{fr,en}.json`). */
export type CompanyRecording = {
  /** The sample company, its file audited. */
  assessment: AssessmentView;
  /** The same company before it answered anything: every question, and every action. */
  blank: AssessmentView;
  /** Why the self-check does not suffice, by the sign that was ticked. */
  stops: Record<string, StopView[]>;
  documents: DocumentView[];
  /** The texts that answer a request of each kind. */
  letters: Record<string, PieceView[]>;
  papers: Papers;
  journal: JournalView;
};

/** What was recorded of a few contacts (`people.{fr,en}.json`). */
export type PeopleRecording = {
  found: Record<RequestKind, PersonFound>;
  imported: RefusalsRead;
  list: SuppressionView;
  checked: FileChecked;
  campaign: CampaignView;
  message: string;
  result: CampaignResult;
};

const FILES: Record<Lang, () => Promise<{ default: unknown }>> = {
  fr: () => import('../recorded/sample.fr.json'),
  en: () => import('../recorded/sample.en.json'),
};

const COMPANIES: Record<Lang, () => Promise<{ default: unknown }>> = {
  fr: () => import('../recorded/company.fr.json'),
  en: () => import('../recorded/company.en.json'),
};

const PEOPLE: Record<Lang, () => Promise<{ default: unknown }>> = {
  fr: () => import('../recorded/people.fr.json'),
  en: () => import('../recorded/people.en.json'),
};

export async function peopleRecording(lang: Lang): Promise<PeopleRecording> {
  const { default: read } = await PEOPLE[lang]();
  return structuredClone(read) as PeopleRecording;
}

export async function companyRecording(lang: Lang): Promise<CompanyRecording> {
  const { default: read } = await COMPANIES[lang]();
  return structuredClone(read) as CompanyRecording;
}

export async function recording(lang: Lang): Promise<Recording> {
  const { default: read } = await FILES[lang]();
  return structuredClone(read) as Recording;
}
