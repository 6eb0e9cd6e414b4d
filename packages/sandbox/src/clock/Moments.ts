import type { ScaledClock } from './ScaledClock';

/** Stamps that are told in whole seconds move by half of one when they are worked out anew. */
const steadyMilliseconds = 600;

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

  /** The same as it was told before, unless a skip, a pause or another speed has moved it since. */
  stampAgain(at: number, told: number | undefined): number {
    const stamp = this.stamp(at);
    return told !== undefined && Math.abs(stamp - told) <= steadyMilliseconds ? told : stamp;
  }
}
