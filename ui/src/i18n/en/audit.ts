/** Third screen: what the audit found. */
import type { audit as french } from '../fr/audit.ts';
import type { Translation } from '../message.ts';

export const audit: Translation<typeof french> = {
  'audit.running': 'Audit under way…',
  'audit.none': 'This file has not been audited yet. Nothing was changed.',
  'audit.again': 'Start the audit',
  'audit.scope': 'As of {date}, under the rules in force ({country}).',
  'audit.remembered': {
    one: '{count} decision taken on an earlier version was brought over.',
    other: '{count} decisions taken on an earlier version were brought over.',
  },
  'audit.verdict.critical': {
    one: '{count} point must not stay in this file.',
    other: '{count} points must not stay in this file.',
  },
  'audit.verdict.major': {
    one: 'Nothing forbidden, but {count} point is to be fixed.',
    other: 'Nothing forbidden, but {count} points are to be fixed.',
  },
  'audit.verdict.minor': {
    one: 'Nothing serious: {count} point to tidy.',
    other: 'Nothing serious: {count} points to tidy.',
  },
  'audit.verdict.clean': 'Nothing to report: this file is clean.',
  'audit.verdict.contacts': {
    one: '{concerned} of {count} contact concerned.',
    other: '{concerned} of {count} contacts concerned.',
  },
  'audit.start': { one: 'Review {count} point', other: 'Review {count} points' },
  'audit.bySeverity': 'By severity',
  'audit.byCategory': 'In the notes',
  'audit.byCheck': 'By kind of problem',
  'audit.category.none': 'No sensitive note found.',
  'audit.age': 'Age of contacts',
  'audit.age.lead': {
    one: 'A prospect may be kept {count} year after the last contact.',
    other: 'A prospect may be kept {count} years after the last contact.',
  },
  'audit.age.limit': { one: 'limit: {count} year', other: 'limit: {count} years' },
  'audit.age.unknown': 'No date',
  'audit.age.years': { one: '{from} to {to} year', other: '{from} to {to} years' },
  'audit.age.years.more': { one: '{count} year and more', other: '{count} years and more' },
  'audit.age.months': '{from} to {to} months',
  'audit.age.months.more': { one: '{count} month and more', other: '{count} months and more' },
  'audit.consent': 'Consent by channel',
  'audit.consent.lead': 'Among the contacts that each channel can reach.',
  'audit.consent.channel': 'Channel',
  'audit.consent.given': 'Given',
  'audit.consent.refused': 'Refused',
  'audit.consent.unknown': 'Unknown',
  'audit.consent.none': 'This file has no consent column.',
  'audit.consent.see': 'See the consents to settle',
  'audit.turn.coming': {
    one: 'On {date} a rule changes: {count} contact changes verdict.',
    other: 'On {date} a rule changes: {count} contacts change verdict.',
  },
  'audit.turn.past': {
    one: 'On {date} a rule changed: {count} contact changed verdict.',
    other: 'On {date} a rule changed: {count} contacts changed verdict.',
  },
  'audit.audience': 'When nothing tells who a contact is, count them as:',
  'audit.audience.guess': 'Épure guesses, one by one',
  'audit.audience.professional': 'a professional',
  'audit.audience.consumer': 'a private person',
  'audit.audience.soleTrader': 'a sole trader',
  'audit.forecast': 'Coming deadlines',
  'audit.forecast.lead': 'Contacts that will be too old if nothing happens.',
  'audit.forecast.none': 'No contact will reach the limit.',
  'audit.see': 'See in the review: {name}, {count}',
};
