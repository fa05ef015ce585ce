/** Settings that change what the audit says. */
export const settings = {
  'settings.country': 'Règles du pays',
  'settings.retention': 'Durée de conservation des prospects',
  'settings.retention.law': 'Celle du pays (3 ans en France)',
  'settings.retention.own': 'La vôtre',
  'settings.retention.years': 'Années après le dernier contact',
  'settings.retention.reason': 'Pourquoi cette durée',
  'settings.retention.help':
    'Une autre durée se justifie : gardez ici ce que vous répondriez si on vous le demandait.',
  'settings.save': 'Enregistrer mes réglages…',
  'settings.saved': 'Réglages enregistrés.',
  'settings.load': 'Reprendre des réglages…',
  'settings.loaded': 'Réglages repris.',
} as const;
