/** What people may ask. */
import type { PlainKey } from '../../../i18n/i18n.svelte.ts';

export const REQUEST_KINDS = {
  access: 'requests.kind.access',
  rectification: 'requests.kind.rectification',
  erasure: 'requests.kind.erasure',
  restriction: 'requests.kind.restriction',
  portability: 'requests.kind.portability',
  objection: 'requests.kind.objection',
} as const satisfies Record<string, PlainKey>;

/** What a request is called; one of an unknown kind is one of access. */
export function requestKind(kind: string): PlainKey {
  return (REQUEST_KINDS as Readonly<Record<string, PlainKey>>)[kind] ?? REQUEST_KINDS.access;
}
