/** The sheet before and after. */
export const compare = {
  'compare.title': 'Avant / après',
  'compare.before': 'Avant',
  'compare.after': 'Après',
  'compare.changedOnly': 'Seulement ce qui change',
  'compare.count': { one: '{count} ligne change', other: '{count} lignes changent' },
  'compare.none': 'Aucune ligne ne change pour l’instant.',
  'compare.changed': 'modifiée',
  'compare.deleted': 'supprimée',
  'compare.moved': 'archivée',
  'compare.range': '{from} à {to} sur {total}',
  'compare.open': 'Voir avant / après',
} as const;
