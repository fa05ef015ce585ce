/** Le plan d’action. */
export const plan = {
  'page.plan': 'Plan d’action',
  'plan.title': 'Plan d’action',
  'plan.lead':
    'Le plus risqué et le plus simple d’abord. Nommez qui s’en charge et pour quand : les dates partent aussi dans votre agenda.',
  'plan.none':
    'Aucune action : tout ce qui vous concerne est en place. Refaites le point dans un an ou à chaque changement d’outil.',
  'plan.first': 'Commencez par l’auto-évaluation : le plan en découle.',
  'plan.begin': 'Aller à l’auto-évaluation',
  'plan.owner': 'Responsable',
  'plan.due': 'Échéance',
  'plan.status': 'État',
  'plan.how': 'Comment faire',
  'plan.late': 'en retard',
  'plan.progress': '{done} sur {count} terminées',
  'plan.unanswered': 'La question attend encore votre réponse.',
  'plan.answer': 'Répondre',
  'plan.done.confirm': 'Une fois faite, confirmez-la en répondant de nouveau à la question.',
  'plan.export': 'Exporter le plan…',
} as const;
