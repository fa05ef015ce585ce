/** Every French text: the reference that other languages must match key for key. */
import { audit } from './audit.ts';
import { columns } from './columns.ts';
import { common } from './common.ts';
import { errors } from './errors.ts';
import { exporting } from './export.ts';
import { file } from './file.ts';
import { names } from './names.ts';
import { review } from './review.ts';

export const fr = {
  ...common,
  ...names,
  ...file,
  ...columns,
  ...audit,
  ...review,
  ...exporting,
  ...errors,
} as const;
