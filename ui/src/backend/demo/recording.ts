/**
 * What was recorded from the real engine on the sample file: one file a language, written by the
 * Rust test `recording` (tests/recording.rs), never by hand.
 */
import type {
  About,
  AuditOverview,
  ExportResult,
  FindingView,
  Lang,
  NotesPage,
  OpenedFile,
  PlanPreview,
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

const FILES: Record<Lang, () => Promise<{ default: unknown }>> = {
  fr: () => import('../recorded/sample.fr.json'),
  en: () => import('../recorded/sample.en.json'),
};

export async function recording(lang: Lang): Promise<Recording> {
  const { default: read } = await FILES[lang]();
  return structuredClone(read) as Recording;
}
