import { setTimeout as wait } from 'node:timers/promises';
import { wallClock } from '@greenroom/plugin-portal-node';

/** Time and chance as the sources meet them. */
export interface SourceClock {
  /** Milliseconds since 1970. */
  now(): number;
  /** From 0 to 1: so that replicas that wait do not come back in step. */
  random(): number;
  /** Resolves after so long; rejects when the signal is aborted before. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

export const processSourceClock: SourceClock = {
  now: wallClock,
  random: () => Math.random(),
  wait: async (ms, signal) => wait(ms, undefined, { signal }),
};
