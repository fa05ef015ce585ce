/** The parts of a questionnaire in the order they are walked: the company, its themes, the result. */
import type { AssessmentView } from '../../../backend/index.ts';
import { t } from '../../../i18n/i18n.svelte.ts';

export type Section = { id: string; title: string };

export function sectionsOf(view: AssessmentView): Section[] {
  const blocks = view.blocks.map(({ result, title }) => ({ id: result.block, title }));
  const first = { id: 'about', title: t('assessment.about') };
  return [first, ...blocks, { id: 'result', title: t('assessment.result') }];
}

/** The part that follows; none after the last. */
export function sectionAfter(view: AssessmentView, id: string): Section | undefined {
  const sections = sectionsOf(view);
  return sections[sections.findIndex((section) => section.id === id) + 1];
}

/** How many questions of a block are asked, and answered by the person. */
export function answeredIn(view: AssessmentView, block: string): { done: number; asked: number } {
  const asked = view.questions.filter((question) => question.judged.block === block);
  const done = asked.filter((question) => view.answers.answers[question.id]?.answer);
  return { done: done.length, asked: asked.length };
}
