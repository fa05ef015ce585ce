/** What holds on a computer where nobody has set anything yet. */
import type { Settings } from './bindings/types.ts';

export const UNSET: Settings = {
  lang: 'fr',
  theme: 'system',
  country: 'fr',
  own_retention: null,
  author: '',
  letter_keys: true,
  keys: {},
  severities: {},
  zoom: 100,
  place: '',
};
