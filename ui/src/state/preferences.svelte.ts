/** What the person set: kept by the host, applied to the page at once. */
import { UNSET, type Settings } from '../backend/index.ts';
import { locale } from '../i18n/i18n.svelte.ts';
import { host } from './host.ts';

export const ZOOM = { min: 50, max: 200, step: 10 } as const;

class Preferences {
  current = $state<Settings>(UNSET);
  /** Show words that look like something and were left alone; until the window closes. */
  nearMisses = $state(false);
  #changed: Promise<void> = Promise.resolve();

  async load(): Promise<void> {
    this.#apply(await host().settings());
  }

  /** Changes some settings, on screen first, then in the host, one change after the other. */
  async change(part: Partial<Settings>): Promise<void> {
    this.#apply({ ...this.current, ...part });
    const former = this.#changed;
    this.#changed = (async () => {
      await former.catch(() => undefined);
      // The rest is what the host has by now: the register changes the period too.
      const kept = await host().settings();
      this.#apply(await host().setSettings({ ...kept, ...part }));
    })();
    await this.#changed;
  }

  async zoomBy(steps: number): Promise<void> {
    const zoom = this.current.zoom + steps * ZOOM.step;
    await this.change({ zoom: Math.min(ZOOM.max, Math.max(ZOOM.min, zoom)) });
  }

  #apply(settings: Settings): void {
    this.current = settings;
    locale.use(settings.lang);
    const root = document.documentElement;
    root.dataset['theme'] = settings.theme;
    root.style.fontSize = `${settings.zoom}%`;
  }
}

export const preferences = new Preferences();
