/** Several files at once. */
export const batch = {
  'batch.title': { one: '{count} fichier', other: '{count} fichiers' },
  'batch.lead': 'Épure les contrôle l’un après l’autre. Ouvrez-en un pour décider.',
  'batch.nothing': 'Aucun tableur dans ce dossier.',
  'batch.file': 'Fichier',
  'batch.state': 'État',
  'batch.result': 'Résultat',
  'batch.pending': 'En attente',
  'batch.running': 'En cours',
  'batch.done': 'Contrôlé',
  'batch.failed': 'Échec',
  'batch.forbidden': { one: '{count} interdit', other: '{count} interdits' },
  'batch.open': 'Ouvrir',
  'batch.retry': 'Réessayer',
  'batch.back': 'Choisir d’autres fichiers',
} as const;
