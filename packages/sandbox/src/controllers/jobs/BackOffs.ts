import { type ScaledClock } from '../../clock/ScaledClock';
import { type PodCounts } from './podCounts';

const first = 10_000;
const longest = 600_000;

interface Record {
  failures: number;
  /** Sandbox milliseconds. */
  last: number;
}

/** How long each job waits after failures before it makes another pod: 10 s, doubled each time, ten minutes at most. */
export class BackOffs {
  private readonly records = new Map<string, Record>();

  constructor(private readonly clock: ScaledClock) {}

  /** Takes in what ended since last time. @returns milliseconds that the job still has to wait */
  take(key: string, { newSucceeded, newFailed }: PodCounts): number {
    if (newSucceeded.length) this.records.delete(key);
    else if (newFailed.length) {
      const failures = (this.records.get(key)?.failures ?? 0) + newFailed.length;
      this.records.set(key, { failures, last: this.clock.elapsed() });
    }
    const record = this.records.get(key);
    if (!record) return 0;
    const wait = Math.min(longest, first * 2 ** (record.failures - 1));
    return Math.max(0, wait - (this.clock.elapsed() - record.last));
  }

  forget(key: string): void {
    this.records.delete(key);
  }
}
