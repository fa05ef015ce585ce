/** Several files audited one after the other: a table of what became of each. */
import { asAppError } from '../backend/errors.ts';
import type { AppError, AuditOverview } from '../backend/index.ts';
import { host } from './host.ts';
import { job } from './job.svelte.ts';

export type BatchState = 'pending' | 'running' | 'done' | 'failed';

export type BatchEntry = {
  readonly path: string;
  state: BatchState;
  overview: AuditOverview | null;
  error: AppError | null;
};

class Batch {
  entries = $state<BatchEntry[]>([]);

  /** Audits these files in turn; one that fails does not stop the others. */
  async run(paths: string[]): Promise<void> {
    this.entries = paths.map((path) => ({ path, state: 'pending', overview: null, error: null }));
    await this.#go();
  }

  /** Audits again a file that failed or was not reached. */
  async retry(entry: BatchEntry): Promise<void> {
    entry.state = 'pending';
    await this.#go();
  }

  clear(): void {
    this.entries = [];
  }

  async #go(): Promise<void> {
    await job.run('batch', async () => {
      for (const entry of this.entries) {
        if (job.stopping) return;
        if (entry.state === 'pending') await this.#audit(entry);
      }
    });
  }

  async #audit(entry: BatchEntry): Promise<void> {
    entry.state = 'running';
    entry.error = null;
    const tell = job.tell;
    try {
      const request = { path: entry.path, reading: null, password: null };
      const { id } = await host().openFile(request, tell);
      entry.overview = await host().audit(id, { as_of: null }, tell);
      entry.state = 'done';
      await host().closeFile(id);
    } catch (thrown) {
      entry.error = asAppError(thrown);
      entry.state = entry.error.code === 'cancelled' ? 'pending' : 'failed';
    }
  }
}

export const batch = new Batch();
