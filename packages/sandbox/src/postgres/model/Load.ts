/** The first WAL position of the day: a server that has been there for a while. */
const base = 0x2c_4000_0000n;
/** Between two commits of a busy second. */
const commitSeconds = 0.04;

export interface LoadOptions {
  walPerSecond: number;
  busySeconds: number;
  quietSeconds: number;
}

/**
 * What is written to a database over time, as a formula: seconds of sandbox time since its start, of which a past has fewer
 * than none. In quiet seconds nothing is written, as at night.
 */
export class Load {
  private readonly period: number;

  constructor(private readonly options: LoadOptions) {
    this.period = options.busySeconds + options.quietSeconds;
  }

  /** Whether something is written at this time. */
  isBusy(at: number): boolean {
    return this.phase(at) < this.options.busySeconds;
  }

  busySeconds(at: number): number {
    const { busySeconds } = this.options;
    return Math.floor(at / this.period) * busySeconds + Math.min(this.phase(at), busySeconds);
  }

  /** Position of the last WAL record. */
  wal(at: number): bigint {
    return base + BigInt(Math.floor(this.busySeconds(this.lastCommit(at)) * this.options.walPerSecond));
  }

  /** When that position was reached. */
  reached(wal: bigint): number {
    const { busySeconds, walPerSecond } = this.options;
    const busy = Number(wal - base) / walPerSecond;
    return (
      Math.floor(busy / busySeconds) * this.period + (((busy % busySeconds) + busySeconds) % busySeconds)
    );
  }

  /** The last moment at which a transaction was committed. */
  lastCommit(at: number): number {
    if (this.isBusy(at)) return Math.floor(at / commitSeconds) * commitSeconds;
    return at - this.phase(at) + this.options.busySeconds;
  }

  private phase(at: number): number {
    return ((at % this.period) + this.period) % this.period;
  }
}
