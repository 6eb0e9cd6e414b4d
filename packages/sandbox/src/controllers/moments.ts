import { type ScaledClock } from '../clock/ScaledClock';

/** A wall time as Kubernetes writes it: RFC 3339 in whole seconds, UTC. */
export function stamp(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

/** As far as a stamp is off by being cut to whole seconds, and a little more. */
const cut = 2000;

/**
 * Remembers when stamps were really made. Stamps are whole seconds of wall time, but at speed 100 a second is a hundred
 * sandbox seconds: a wait that starts at a stamp would be over at once, or never.
 */
export class Moments {
  /** By what the stamp is about: the stamp and the sandbox millisecond it stands for. */
  private readonly known = new Map<string, { stamp: string; elapsed: number }>();

  constructor(private readonly clock: ScaledClock) {}

  /** Sandbox milliseconds since `at`, which was made about now if nobody asked before. */
  since(about: string, at: string): number {
    return this.clock.elapsed() - this.elapsedAt(about, at);
  }

  /** That stamp stands for `milliseconds` of sandbox time from now. */
  set(about: string, at: string, milliseconds = 0): void {
    this.known.set(about, { stamp: at, elapsed: this.clock.elapsed() + milliseconds });
  }

  forget(about: string): void {
    this.known.delete(about);
  }

  private elapsedAt(about: string, at: string): number {
    const known = this.known.get(about);
    if (known?.stamp === at) return known.elapsed;
    const moment = new Date(at);
    const justNow = Math.abs(this.clock.now().getTime() - moment.getTime()) < cut;
    const elapsed = this.clock.elapsed() - (justNow ? 0 : this.clock.since(moment));
    this.known.set(about, { stamp: at, elapsed });
    return elapsed;
  }
}
