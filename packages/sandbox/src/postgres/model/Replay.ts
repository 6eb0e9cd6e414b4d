/** How far a standby is behind while it keeps up, in seconds. */
const usual = 0.006;
/** How many times faster it replays than was written when it has to catch up. */
const catchUp = 8;

/** Up to which sandbox second a standby has replayed: it keeps up, stands still, and catches up again. */
export class Replay {
  private stalled: number | undefined;
  private resumed: { at: number; from: number } | undefined;

  /** The second up to which it has replayed. */
  upTo(now: number): number {
    if (this.stalled !== undefined) return this.stalled;
    const latest = now - usual;
    if (!this.resumed) return latest;
    const { at, from } = this.resumed;
    return Math.min(latest, from + (now - at) * catchUp);
  }

  /** It replays nothing from now on: a query on it conflicts, or its disk is slow. */
  stall(now: number): void {
    this.stalled ??= this.upTo(now);
  }

  resume(now: number): void {
    if (this.stalled === undefined) return;
    this.resumed = { at: now, from: this.stalled };
    this.stalled = undefined;
  }
}
