/** Protected files: the password that opens one, and the one of a copy. */
export const password = {
  'password.ofFile': 'Mot de passe du fichier',
  'password.open': 'Ouvrir',
  'password.kept': 'Épure ne l’écrit nulle part : il l’oublie au plus tard en se fermant.',
  'password.show': 'Afficher le mot de passe',
  'password.protect': 'Protéger la copie par un mot de passe',
  'password.ofCopy': 'Mot de passe de la copie',
  'password.same': 'Laissez vide pour garder le mot de passe de l’original.',
  'password.lost': 'Notez-le : sans lui, personne ne pourra ouvrir la copie, pas même Épure.',
} as const;
