/** First screen: choosing a file. */
export const file = {
  'file.title': 'Quel fichier de prospects voulez-vous nettoyer ?',
  'file.drop': 'Déposez votre fichier ici',
  'file.drop.now': 'Lâchez : le fichier s’ouvre ici',
  'file.drop.formats': 'Excel, LibreOffice ou CSV. Votre fichier n’est jamais modifié.',
  'file.open': 'Ouvrir un fichier…',
  'file.sample': 'Ouvrir l’exemple',
  'file.recent': 'Fichiers récents',
  'file.recent.none': 'Les fichiers que vous ouvrirez apparaîtront ici.',
  'file.recent.resume': 'Reprendre {name}',
  'file.recent.openedOn': 'ouvert le {date}',
  'file.recent.decided': { one: '{count} décision prise', other: '{count} décisions prises' },
  'file.recent.missing': 'introuvable',
  'file.reading': 'Lecture de {name}…',
  'file.how.1': 'Épure lit votre fichier et repère ce qui ne doit pas y rester.',
  'file.how.2': 'Vous décidez, une note après l’autre.',
  'file.how.3': 'Vous récupérez le même fichier, propre, avec la preuve.',
} as const;
