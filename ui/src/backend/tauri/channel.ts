/** What a long job says of itself to the page. */
import { Channel } from '@tauri-apps/api/core';

import type { OnProgress } from '../backend.ts';
import type { Progress } from '../bindings/types.ts';

export function channel(progress: OnProgress): Channel<Progress> {
  const channel = new Channel<Progress>();
  channel.onmessage = progress;
  return channel;
}
