/** What a column may hold, in the order people look for it. */
import type { Role } from '../../backend/index.ts';

export const ROLES = [
  'notes',
  'company',
  'civility',
  'first_name',
  'last_name',
  'full_name',
  'job_title',
  'email',
  'phone',
  'mobile',
  'address',
  'postcode',
  'city',
  'country',
  'website',
  'siren',
  'last_contact',
  'last_outbound',
  'next_action',
  'created',
  'status',
  'source',
  'audience',
  'consent_email',
  'consent_sms',
  'consent_phone',
  'consent_post',
  'consent_date',
  'consent_proof',
  'opt_out',
  'birth_date',
  'national_id',
  'iban',
  'sensitive',
  'other',
] as const satisfies Role[];

/** Fails to build when a role is missing from the list above. */
export type EveryRoleIsListed = Role extends (typeof ROLES)[number] ? true : never;
export const everyRoleIsListed: EveryRoleIsListed = true;
