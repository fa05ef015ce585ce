/** What the lines of the journal say: names of events and of figures. */
import { number, t, type PlainKey } from '../../../i18n/i18n.svelte.ts';

const EVENTS: Readonly<Record<string, PlainKey>> = {
  audited: 'journal.event.audited',
  decided: 'journal.event.decided',
  cleaned: 'journal.event.cleaned',
  documented: 'journal.event.documented',
  assessed: 'journal.event.assessed',
  forgotten: 'journal.event.forgotten',
};

const FACTS: Readonly<Record<string, PlainKey>> = {
  rows: 'journal.fact.rows',
  findings: 'journal.fact.findings',
  file: 'journal.fact.file',
  rules: 'journal.fact.rules',
  files: 'journal.fact.files',
  changed: 'journal.fact.changed',
  copy: 'journal.fact.copy',
  cells: 'journal.fact.cells',
  decisions: 'journal.fact.decisions',
  share: 'journal.fact.share',
  questions: 'journal.fact.questions',
  unanswered: 'journal.fact.unanswered',
  actions: 'journal.fact.actions',
  requests: 'journal.fact.requests',
  breaches: 'journal.fact.breaches',
  assessments: 'journal.fact.assessments',
};

/** What happened, in words; a name that a newer version wrote is shown as it is. */
export function eventName(event: string): string {
  const key = EVENTS[event];
  return key ? t(key) : event;
}

/** The figures of a line: counts first written as numbers, fingerprints shortened. */
export function factText(facts: Partial<Record<string, string>>): string {
  const said = Object.entries(facts).map(([name, value = '']) => {
    const key = FACTS[name];
    const label = key ? t(key) : name;
    const count = /^\d{1,9}$/.test(value);
    return count ? `${number(Number(value))} ${label}` : `${label} ${value.slice(0, 12)}`;
  });
  return said.join(' · ');
}
