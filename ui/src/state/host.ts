/** The host of this page, set once before the first screen is drawn. */
import type { Backend } from '../backend/index.ts';

let connected: Backend | undefined;

export function connectHost(backend: Backend): void {
  connected = backend;
}

/** The connected host; asking before `connectHost` is a fault of ours. */
export function host(): Backend {
  if (!connected) throw new Error('no host connected');
  return connected;
}
