/** Every English text: the same keys as in French, or it does not build. */
import { audit } from './audit.ts';
import { columns } from './columns.ts';
import { common } from './common.ts';
import { errors } from './errors.ts';
import { exporting } from './export.ts';
import { file } from './file.ts';
import { names } from './names.ts';
import { review } from './review.ts';

export const en = {
  ...common,
  ...names,
  ...file,
  ...columns,
  ...audit,
  ...review,
  ...exporting,
  ...errors,
};
