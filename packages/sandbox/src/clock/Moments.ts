import type { ScaledClock } from './ScaledClock';

/** Turns seconds of sandbox time into the wall time that stamps are made of. */
export class Moments {
  constructor(readonly clock: ScaledClock) {}

  /** Seconds of sandbox time since the world began. */
  now(): number {
    return this.clock.elapsed() / 1_000;
  }

  /** Milliseconds since 1970 of a sandbox time. */
  stamp(at: number): number {
    return this.clock.wallAfter((at - this.now()) * 1_000).getTime();
  }
}
