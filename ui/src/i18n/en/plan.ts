/** The action plan. */
import type { plan as french } from '../fr/plan.ts';
import type { Translation } from '../message.ts';

export const plan: Translation<typeof french> = {
  'page.plan': 'Action plan',
  'plan.title': 'Action plan',
  'plan.lead':
    'The riskiest and simplest first. Name who takes it on and by when: the dates go to your calendar too.',
  'plan.none':
    'No action: all that concerns you is in place. Assess again in a year or at each change of tool.',
  'plan.first': 'Begin with the self-assessment: the plan follows from it.',
  'plan.begin': 'Go to the self-assessment',
  'plan.owner': 'Owner',
  'plan.due': 'Due',
  'plan.status': 'Status',
  'plan.how': 'How to',
  'plan.late': 'late',
  'plan.progress': '{done} of {count} finished',
  'plan.unanswered': 'The question still waits for your answer.',
  'plan.answer': 'Answer',
  'plan.done.confirm': 'Once finished, confirm it by answering the question again.',
  'plan.export': 'Export the plan…',
};
