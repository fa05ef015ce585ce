/** The five steps, in order. */
import type { PlainKey } from '../i18n/i18n.svelte.ts';

export const STEPS = ['file', 'columns', 'audit', 'review', 'export'] as const;
export type Step = (typeof STEPS)[number];

export const STEP_NAMES: Record<Step, PlainKey> = {
  file: 'step.file',
  columns: 'step.columns',
  audit: 'step.audit',
  review: 'step.review',
  export: 'step.export',
};

/** Place of a step in the strip, from 0. */
export function position(step: Step): number {
  return STEPS.indexOf(step);
}
