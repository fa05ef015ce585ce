/** Which dialog is open; one at most. */
export type DialogName =
  'keys' | 'settings' | 'palette' | 'history' | 'bulk' | 'compare' | 'words' | 'notes' | 'about';

class Dialogs {
  current = $state<DialogName | null>(null);

  show(name: DialogName): void {
    this.current = name;
  }

  close(): void {
    this.current = null;
  }
}

export const dialogs = new Dialogs();
