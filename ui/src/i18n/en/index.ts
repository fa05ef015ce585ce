/** Every English text: the same keys as in French, or it does not build. */
import { about } from './about.ts';
import { assessment } from './assessment.ts';
import { audit } from './audit.ts';
import { batch } from './batch.ts';
import { columns } from './columns.ts';
import { common } from './common.ts';
import { compare } from './compare.ts';
import { documents } from './documents.ts';
import { errors } from './errors.ts';
import { exporting } from './export.ts';
import { file } from './file.ts';
import { journal } from './journal.ts';
import { logs } from './logs.ts';
import { names } from './names.ts';
import { notes } from './notes.ts';
import { reading } from './reading.ts';
import { plan } from './plan.ts';
import { register } from './register.ts';
import { password } from './password.ts';
import { people } from './people.ts';
import { review } from './review.ts';
import { settings } from './settings.ts';
import { words } from './words.ts';

export const en = {
  ...common,
  ...about,
  ...names,
  ...file,
  ...assessment,
  ...plan,
  ...documents,
  ...register,
  ...logs,
  ...journal,
  ...batch,
  ...columns,
  ...reading,
  ...notes,
  ...audit,
  ...password,
  ...people,
  ...review,
  ...compare,
  ...words,
  ...settings,
  ...exporting,
  ...errors,
};
