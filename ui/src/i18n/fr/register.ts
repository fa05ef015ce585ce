/** Le registre : fiches, prestataires, durées. */
export const register = {
  'page.register': 'Registre',
  'register.title': 'Registre des traitements',
  'register.lead':
    'Ce qu’un contrôle demande d’abord : une fiche par activité. La prospection est préremplie avec ce que l’audit a vu ; les autres fiches sont des propositions à confirmer.',
  'register.sheets': 'Fiches du registre',
  'register.export': 'Exporter le registre…',
  'register.about': 'Identité, canaux et sources viennent de « Mon entreprise ».',
  'register.about.go': 'Les changer',

  'processors.lead':
    'Qui traite des données pour vous : outil d’envoi, hébergeur, agence, expert-comptable. Il faut un contrat avec chacun (article 28).',
  'processors.none': 'Aucun prestataire n’est déclaré.',
  'processors.add': 'Ajouter un prestataire',
  'processors.remove': 'Supprimer {name}',
  'processors.name': 'Prestataire',
  'processors.service': 'Ce qu’il fait',
  'processors.location': 'Où sont les données',
  'processors.contract': 'Un contrat article 28 est signé',
  'processors.outside_eea': 'Les données sortent de l’Espace économique européen',
  'processors.guarantee': 'Garantie (clauses types, pays reconnu…)',

  'durations.lead':
    'Plus court que la référence : libre. Plus long : il faut une raison, qui figurera dans le registre.',
  'durations.audits': 'C’est la durée que les audits appliquent.',
  'durations.years': 'Années',
  'durations.reference': { one: 'référence : {count} an', other: 'référence : {count} ans' },
  'durations.reason': 'Pourquoi plus longtemps',
  'durations.reason.help': 'Sans raison, la durée de référence reste en vigueur.',
} as const;
