/** Short messages at the foot of the window, read aloud, gone by themselves. */

const SHOWN_FOR_MS = 5000;

class Notices {
  text = $state('');
  #timer: ReturnType<typeof setTimeout> | undefined;

  show(text: string): void {
    clearTimeout(this.#timer);
    this.text = text;
    this.#timer = setTimeout(() => (this.text = ''), SHOWN_FOR_MS);
  }
}

export const notices = new Notices();
