import { wallClock } from '@greenroom/plugin-portal-node';

/** Time and chance as the sources meet them. */
export interface SourceClock {
  /** Milliseconds since 1970. */
  now(): number;
  /** From 0 to 1: so that replicas that wait do not come back in step. */
  random(): number;
}

export const processSourceClock: SourceClock = { now: wallClock, random: () => Math.random() };
