/** The one long job that may run at a time: its progress, and the way to stop it. */
import type { Progress } from '../backend/index.ts';
import { host } from './host.ts';

export type JobKind =
  'open' | 'reread' | 'audit' | 'export' | 'batch' | 'search' | 'campaign' | 'answers';

class Job {
  kind = $state<JobKind | null>(null);
  progress = $state<Progress | null>(null);
  stopping = $state(false);

  /** Says how far the job is. */
  readonly tell = (progress: Progress): void => {
    this.progress = progress;
  };

  /** Runs a job; its progress shows until it ends, well or not. */
  async run<T>(kind: JobKind, work: (onProgress: (p: Progress) => void) => Promise<T>): Promise<T> {
    this.kind = kind;
    this.progress = null;
    this.stopping = false;
    try {
      return await work(this.tell);
    } finally {
      this.kind = null;
    }
  }

  /** Asks the job to stop; it ends by failing with `cancelled`. */
  async stop(): Promise<void> {
    this.stopping = true;
    await host().cancel();
  }
}

export const job = new Job();
