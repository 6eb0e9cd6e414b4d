import type { Backups } from '@greenroom/plugin-databases-common';

const DAY_MS = 24 * 3_600_000;

/** Where the restore window lies between the oldest that is kept and now, as shares between 0 and 1. */
export interface RestoreWindow {
  from: number;
  to: number;
  earliest: Date;
  latest: Date;
}

/** A little of the time before the window is shown, so that its beginning can be seen. */
const MARGIN = 0.03;

/** Nothing where either end is not known, or where they are the wrong way round. */
export function restoreWindow(
  { earliestRestore, latestRestore, retentionDays }: Backups,
  now: Date,
): RestoreWindow | undefined {
  const [earliest, latest] = [Date.parse(earliestRestore ?? ''), Date.parse(latestRestore ?? '')];
  if (!(earliest <= latest)) {
    return undefined;
  }
  const end = Math.max(now.getTime(), latest);
  const kept = retentionDays === undefined ? earliest : end - retentionDays * DAY_MS;
  const first = Math.min(earliest, kept);
  const start = first - (end - first) * MARGIN;
  const share = (at: number) => (end > start ? (at - start) / (end - start) : 0);
  return {
    from: share(earliest),
    to: share(latest),
    earliest: new Date(earliest),
    latest: new Date(latest),
  };
}
