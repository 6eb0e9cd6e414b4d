import { setTimeout as sleep } from 'node:timers/promises';
import type { Source } from '@greenroom/plugin-portal-common';

/** While a source has not been looked at: the question itself has it looked at. */
const AGAIN_MS = 5_000;
const TRIES = 6;

/** Whether each source was looked at once, well or not: what it has is known, or was never known. */
export function areSeen(sources: readonly Pick<Source, 'freshness'>[]): boolean {
  return sources.every(({ freshness }) => freshness !== 'connecting');
}

/** Has something that is kept read anew, again while a source of it was never looked at. @param refresh - whether it was */
export async function whenSeen(
  refresh: (signal: AbortSignal) => Promise<boolean>,
  signal: AbortSignal,
): Promise<void> {
  for (let tries = 0; tries < TRIES && !(await refresh(signal)); tries += 1) {
    await sleep(AGAIN_MS, undefined, { signal });
  }
}
