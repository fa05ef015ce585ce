/** People's requests with their month, breaches with their 72 hours. */
import type { BreachView, RequestView } from '../backend/index.ts';
import { t } from '../i18n/i18n.svelte.ts';
import { app } from './app.svelte.ts';
import { host } from './host.ts';
import { notices } from './notices.svelte.ts';

class Logs {
  requests = $state<RequestView[]>([]);
  breaches = $state<BreachView[]>([]);
  /** The entry being written; none when the log alone is shown. */
  request = $state<RequestView | null>(null);
  breach = $state<BreachView | null>(null);

  async load(): Promise<void> {
    await app.attempt(async () => {
      this.requests = await host().requests();
      this.breaches = await host().breaches();
    });
  }

  /** Writes both logs where the person wants them. */
  async save(): Promise<void> {
    await app.attempt(async () => {
      const path = await host().pickTarget(t('logs.file'));
      if (path === null) return;
      await host().saveLogs(path);
      notices.show(t('logs.saved'));
    });
  }

  newRequest(): void {
    const received = new Date().toISOString().slice(0, 10);
    const none = { extended: null, answered: null, deadline: '', days_left: null };
    this.request = { id: 0, received, kind: 'access', person: '', note: '', ...none };
  }

  newBreach(): void {
    const found_at = new Date().toISOString();
    const words = { nature: '', persons: '', consequences: '', measures: '', reason: '' };
    const none = { notified_at: null, deadline: '', hours_left: null };
    this.breach = { id: 0, found_at, ...words, ...none };
  }

  async keepRequest(): Promise<void> {
    const { request } = this;
    if (!request) return;
    await app.attempt(async () => {
      this.requests = await host().keepRequest($state.snapshot(request));
      this.request = null;
    });
  }

  async forgetRequest(id: number): Promise<void> {
    this.request = null;
    await app.attempt(async () => (this.requests = await host().forgetRequest(id)));
  }

  async keepBreach(): Promise<void> {
    const { breach } = this;
    if (!breach) return;
    await app.attempt(async () => {
      this.breaches = await host().keepBreach($state.snapshot(breach));
      this.breach = null;
    });
  }

  async forgetBreach(id: number): Promise<void> {
    this.breach = null;
    await app.attempt(async () => (this.breaches = await host().forgetBreach(id)));
  }
}

export const logs = new Logs();
