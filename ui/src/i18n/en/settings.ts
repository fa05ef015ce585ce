/** Settings that change what the audit says. */
import type { settings as french } from '../fr/settings.ts';
import type { Translation } from '../message.ts';

export const settings: Translation<typeof french> = {
  'settings.country': 'Rules of the country',
  'settings.retention': 'How long prospects are kept',
  'settings.retention.company': 'That of {company}, as in its register.',
  'settings.retention.law': 'As in the country (3 years in France)',
  'settings.retention.own': 'Your own period',
  'settings.retention.years': 'Years after the last contact',
  'settings.retention.reason': 'Why this period',
  'settings.retention.help':
    'Another period must be justified: keep here what you would answer if you were asked.',
  'settings.severities': 'Severity of each category',
  'settings.severities.help':
    'For instance if judgements are graver to you. The order of the review follows.',
  'settings.severities.rule': 'as the rule',
  'settings.data': 'On this computer',
  'settings.data.help':
    'Decisions and settings are encrypted: no name, no note can be read in them. Forgetting a file erases what concerns it; the file itself does not change.',
  'settings.forget': 'Forget {name}',
  'settings.save': 'Save my settings…',
  'settings.saved': 'Settings saved.',
  'settings.load': 'Take up settings…',
  'settings.loaded': 'Settings taken up.',
};
