/** What the program is: version, rules, accuracy, other people's work. */
export const about = {
  'about.title': 'À propos',
  'about.version': 'Épure {version}, {rules} règles.',
  'about.rules': 'Règles {version}.',
  'about.checked': 'Textes de loi vérifiés pour la dernière fois le {date}.',
  'about.licence':
    'Licence MIT ou Apache-2.0, au choix. Épure aide ; ce n’est pas un avis juridique.',
  'about.data': 'Vos décisions sont gardées dans {folder}.',
  'about.accuracy': 'Ce qu’Épure trouve dans les notes',
  'about.accuracy.lead':
    'Mesuré sur des notes qu’aucune règle n’a vues : relisez toujours, personne ne trouve tout.',
  'about.accuracy.found': 'trouvé',
  'about.accuracy.right': 'à raison',
  'about.accuracy.all': 'Toutes les notes',
  'about.components': {
    one: 'Travail d’autrui dans ce programme : {count} composant',
    other: 'Travail d’autrui dans ce programme : {count} composants',
  },
} as const;
