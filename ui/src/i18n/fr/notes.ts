/** Reading every note, to flag what was missed. */
export const notes = {
  'notes.title': 'Lire toutes les notes',
  'notes.lead':
    'Un mot vous gêne et n’est pas signalé ? Sélectionnez-le dans la note (souris, ou Maj et les flèches), puis signalez-le : il le sera partout.',
  'notes.search': 'Chercher dans les notes',
  'notes.unmarked': 'Seulement celles sans point signalé',
  'notes.none': 'Aucune note.',
  'notes.list': 'Notes du fichier',
  'notes.text': 'La note',
  'notes.chosen': 'Mots choisis : « {text} »',
  'notes.chosen.none': 'Aucun mot choisi.',
  'notes.flagged': {
    one: '« {text} » est signalé : {count} point de plus.',
    other: '« {text} » est signalé : {count} points de plus.',
  },
} as const;
