const minute = 60_000;
const day = 86_400_000;

/** Between which moments a database can be brought back, in milliseconds. */
export interface Restorable {
  earliest: number;
  latest: number;
}

/** Moves on with time, and stands still while no backups are made. */
export class RestoreWindow {
  private standsAt: number | undefined;

  constructor(private readonly options: { retentionDays: number; createdAt: number; phase: number }) {}

  at(now: number): Restorable {
    const { retentionDays, createdAt, phase } = this.options;
    const until = Math.min(now, this.standsAt ?? now);
    // Logs are shipped every five minutes, and it takes three until they are.
    const step = 5 * minute;
    const latest = Math.floor((until - 3 * minute - phase) / step) * step + phase;
    return { earliest: Math.max(createdAt, now - retentionDays * day), latest: Math.max(createdAt, latest) };
  }

  stop(now: number): void {
    this.standsAt ??= now;
  }

  goOn(): void {
    this.standsAt = undefined;
  }
}
