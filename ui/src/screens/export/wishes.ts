/** What a person wishes of the copy, as the host is asked for it. */
import type { ExportOptions, PlanPreview } from '../../backend/index.ts';

/** The papers that may prove a cleaning, by their file's ending. */
export const CERTIFICATES = ['none', 'html', 'xlsx'] as const;

export type Wishes = {
  log: boolean;
  certificate: (typeof CERTIFICATES)[number];
  blank_rows: boolean;
  aids: boolean;
  archive_file: boolean;
  refusals: boolean;
  protect: boolean;
  password: string;
};

/** Is it known with which password the copy opens? */
export function protection(plan: PlanPreview, wishes: Wishes): 'none' | 'known' | 'missing' {
  if (!wishes.protect || !plan.takes_password) return 'none';
  return wishes.password !== '' || plan.locked ? 'known' : 'missing';
}

export function exportOptions(
  plan: PlanPreview,
  target: string,
  wishes: Wishes,
  force: boolean,
): ExportOptions {
  const { certificate, log, blank_rows } = wishes;
  return {
    target,
    log: log ? plan.log : null,
    certificate: certificate === 'none' ? null : `${plan.certificate}.${certificate}`,
    blank_rows,
    aids: wishes.aids && plan.aids,
    archive_file: wishes.archive_file && plan.rows_moved > 0,
    force,
    refusals: wishes.refusals,
    protect: protection(plan, wishes) !== 'none',
    password: wishes.password === '' ? null : wishes.password,
  };
}
