import type { Load } from './Load';

export const segmentSize = 16n * 1024n * 1024n;
/** How long a segment takes to be copied. */
const copySeconds = 0.6;
/** A failing command is tried three times, a second apart, and again after a minute. */
const roundSeconds = 60;

export interface Archived {
  count: number;
  /** Segments; `undefined` for never. */
  last?: { segment: bigint; at: number };
  failed: number;
  lastFailed?: { segment: bigint; at: number };
  /** Segments that wait to be archived. */
  ready: number;
}

/** The archiver of a primary: each WAL segment when it is full, unless its command fails. */
export class Archiver {
  private failures = 0;
  private lastFailed: { segment: bigint; at: number } | undefined;
  private failingSince: number | undefined;

  constructor(private readonly load: Load) {}

  fail(now: number): void {
    this.failingSince ??= now;
  }

  mend(now: number): void {
    if (this.failingSince === undefined) return;
    const { failed, lastFailed } = this.read(now);
    this.failures = failed;
    this.lastFailed = lastFailed;
    this.failingSince = undefined;
  }

  /** @param since when the statistics began */
  read(now: number, since = -86_400): Archived {
    const until = Math.min(now, this.failingSince ?? now) - copySeconds;
    const done = this.load.wal(until) / segmentSize;
    const full = this.load.wal(now) / segmentSize;
    const last = { segment: done - 1n, at: this.load.reached(done * segmentSize) + copySeconds };
    const waiting = Number(full - done);
    return {
      count: Number(done - this.load.wal(since) / segmentSize),
      last,
      ready: waiting,
      ...this.failedBy(now, done),
    };
  }

  private failedBy(now: number, segment: bigint): Pick<Archived, 'failed' | 'lastFailed'> {
    if (this.failingSince === undefined) return { failed: this.failures, lastFailed: this.lastFailed };
    // Nothing fails before there is something to archive.
    const begun = Math.max(this.failingSince, this.load.reached((segment + 1n) * segmentSize));
    if (now < begun) return { failed: this.failures, lastFailed: this.lastFailed };
    const rounds = Math.floor((now - begun) / roundSeconds);
    const tries = Math.min(3, Math.floor(now - begun - rounds * roundSeconds) + 1);
    const at = begun + rounds * roundSeconds + tries - 1;
    return { failed: this.failures + rounds * 3 + tries, lastFailed: { segment, at } };
  }
}

/** `000000010000002C00000040`: timeline, and the segment's number in two parts. */
export function walFile(timeline: number, segment: bigint): string {
  const perFile = 0x1_0000_0000n / segmentSize;
  const parts = [BigInt(timeline), segment / perFile, segment % perFile];
  return parts.map(part => part.toString(16).toUpperCase().padStart(8, '0')).join('');
}
