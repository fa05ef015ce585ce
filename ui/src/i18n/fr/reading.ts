/** How a file was read, and how to correct it. */
export const reading = {
  'reading.title': 'Lecture du fichier',
  'reading.header': 'Titres des colonnes',
  'reading.header.none': 'pas de titres',
  'reading.header.row': 'à la ligne {row}',
  'reading.height': 'Hauteur des titres',
  'reading.height.rows': { one: 'sur {count} ligne', other: 'sur {count} lignes' },
  'reading.ignored': {
    one: '{count} ligne au-dessus, ignorée',
    other: '{count} lignes au-dessus, ignorées',
  },
  'reading.separator': 'Colonnes séparées par',
  'reading.separator.semicolon': 'point-virgule ;',
  'reading.separator.comma': 'virgule ,',
  'reading.separator.tab': 'tabulation',
  'reading.separator.bar': 'barre |',
  'reading.encoding': 'Accents',
  'reading.encoding.utf8': 'UTF-8',
  'reading.encoding.windows': 'Windows',
  'reading.encoding.mac': 'Mac ancien',
  'reading.encoding.help':
    'Des accents bizarres dans les lignes ci-dessous ? Essayez un autre choix.',
  'reading.asText': 'Tout lire comme du texte',
  'reading.asText.help': 'si des numéros ou des dates sont mal lus',
} as const;
