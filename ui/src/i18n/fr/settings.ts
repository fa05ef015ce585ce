/** Settings that change what the audit says. */
export const settings = {
  'settings.country': 'Règles du pays',
  'settings.retention': 'Durée de conservation des prospects',
  'settings.retention.company': 'Celle de {company}, comme dans son registre.',
  'settings.retention.law': 'Celle du pays (3 ans en France)',
  'settings.retention.own': 'La vôtre',
  'settings.retention.years': 'Années après le dernier contact',
  'settings.retention.reason': 'Pourquoi cette durée',
  'settings.retention.help':
    'Une autre durée se justifie : gardez ici ce que vous répondriez si on vous le demandait.',
  'settings.severities': 'Gravité de chaque catégorie',
  'settings.severities.help':
    'Par exemple si les jugements sont plus graves à vos yeux. L’ordre de la revue suit.',
  'settings.severities.rule': 'comme la règle',
  'settings.data': 'Sur cet ordinateur',
  'settings.data.help':
    'Décisions et réglages sont chiffrés : aucun nom, aucune note n’y est lisible. Oublier un fichier efface ce qui le concerne ; le fichier lui-même ne change pas.',
  'settings.forget': 'Oublier {name}',
  'settings.save': 'Enregistrer mes réglages…',
  'settings.saved': 'Réglages enregistrés.',
  'settings.load': 'Reprendre des réglages…',
  'settings.loaded': 'Réglages repris.',
} as const;
