/**
 * What was recorded from the real engine on the sample file: one file a language, written by the
 * Rust test `recording` (tests/recording.rs), never by hand.
 */
import type {
  About,
  AssessmentView,
  AuditOverview,
  DocumentView,
  ExportResult,
  FindingView,
  JournalView,
  Lang,
  NotesPage,
  OpenedFile,
  Papers,
  PlanPreview,
  StopView,
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
  papers: Papers;
  journal: JournalView;
};

const FILES: Record<Lang, () => Promise<{ default: unknown }>> = {
  fr: () => import('../recorded/sample.fr.json'),
  en: () => import('../recorded/sample.en.json'),
};

const COMPANIES: Record<Lang, () => Promise<{ default: unknown }>> = {
  fr: () => import('../recorded/company.fr.json'),
  en: () => import('../recorded/company.en.json'),
};

export async function companyRecording(lang: Lang): Promise<CompanyRecording> {
  const { default: read } = await COMPANIES[lang]();
  return structuredClone(read) as CompanyRecording;
}

export async function recording(lang: Lang): Promise<Recording> {
  const { default: read } = await FILES[lang]();
  return structuredClone(read) as Recording;
}
