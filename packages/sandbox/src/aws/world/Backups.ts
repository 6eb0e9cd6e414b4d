import type { Snapshot } from './snapshots';

const minute = 60_000;
const day = 86_400_000;
const keptTaken = 30;

/** Between which moments a database can be brought back, in milliseconds. */
export interface Restorable {
  earliest: number;
  latest: number;
}

/** The backups of a database: its restore window moves on with time, and stands still while no backups are made. */
export class Backups {
  /** Snapshots that somebody took, oldest first. */
  readonly taken: Snapshot[] = [];
  private readonly stops: { from: number; to?: number }[] = [];

  constructor(private readonly options: { retentionDays: number; createdAt: number; phase: number }) {}

  restorable(now: number): Restorable {
    const { retentionDays, createdAt, phase } = this.options;
    const last = this.stops.at(-1);
    const until = last && last.to === undefined ? Math.min(now, last.from) : now;
    // Logs are shipped every five minutes, and it takes three until they are.
    const step = 5 * minute;
    const latest = Math.floor((until - 3 * minute - phase) / step) * step + phase;
    return { earliest: Math.max(createdAt, now - retentionDays * day), latest: Math.max(createdAt, latest) };
  }

  /** Nothing is backed up from now on. */
  stop(now: number): void {
    if (!this.isStoppedAt(now)) this.stops.push({ from: now });
  }

  goOn(now: number): void {
    const last = this.stops.at(-1);
    if (last) last.to ??= now;
  }

  isStoppedAt(at: number): boolean {
    return this.stops.some(({ from, to = Infinity }) => at >= from && at < to);
  }

  /** Adds one, or puts it in the place of what it was before. */
  take(snapshot: Snapshot): void {
    const before = this.taken.findIndex(({ id }) => id === snapshot.id);
    if (before >= 0) this.taken[before] = snapshot;
    else this.taken.push(snapshot);
    if (this.taken.length > keptTaken) this.taken.shift();
  }
}
