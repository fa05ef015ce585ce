/** The register: sheets, providers, periods. */
import type { register as french } from '../fr/register.ts';
import type { Translation } from '../message.ts';

export const register: Translation<typeof french> = {
  'page.register': 'Register',
  'register.title': 'Record of processing',
  'register.lead':
    'What an inspection asks for first: a sheet an activity. Prospecting is prefilled with what the audit saw; the other sheets are proposals to confirm.',
  'register.sheets': 'Sheets of the register',
  'register.export': 'Export the register…',
  'register.about': 'Identity, channels and sources come from “My company”.',
  'register.about.go': 'Change them',

  'processors.lead':
    'Who handles data for you: sending tool, host, agency, accountant. Each needs a contract (Article 28).',
  'processors.none': 'No provider is declared.',
  'processors.add': 'Add a provider',
  'processors.remove': 'Delete {name}',
  'processors.name': 'Provider',
  'processors.service': 'What it does',
  'processors.location': 'Where the data are',
  'processors.contract': 'An Article 28 contract is signed',
  'processors.outside_eea': 'Data leave the European Economic Area',
  'processors.guarantee': 'Safeguard (standard clauses, recognised country…)',

  'durations.lead':
    'Shorter than the reference: as you like. Longer: it takes a reason, which will stand in the register.',
  'durations.audits': 'This is the period that audits go by.',
  'durations.years': 'Years',
  'durations.reference': { one: 'reference: {count} year', other: 'reference: {count} years' },
  'durations.reason': 'Why longer',
  'durations.reason.help': 'Without a reason the reference period stays in force.',
};
