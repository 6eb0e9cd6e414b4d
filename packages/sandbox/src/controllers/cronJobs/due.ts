import { type CronJob } from './cronJobView';
import { type Schedule } from './Schedule';

export interface Due {
  /** The last moment at which a job should have begun and none did. */
  at?: Date;
  /** So many were missed that nobody counts them. */
  many: boolean;
  /** From when on it was looked. */
  since: Date;
}

/** More than this many are many, to the real controller. */
const countable = 100;

/** What is due since the last job, or since the CronJob was made. @param deadline whether older starts are given up */
export function dueOf(
  { metadata, spec, status }: CronJob,
  schedule: Schedule,
  now: Date,
  deadline: boolean,
): Due {
  const since = earliest(status.lastScheduleTime ?? metadata.creationTimestamp, now, deadline ? spec : {});
  const first = schedule.after(since);
  if (!first || now < first) return { since, many: false };
  const second = schedule.after(first);
  if (!second || now < second) return { since, at: first, many: false };
  const interval = second.getTime() - first.getTime();
  const missed = Math.floor((now.getTime() - first.getTime()) / interval) + 1;
  // Not one by one from the first: that could be years ago.
  const nearby = new Date(first.getTime() + (missed - 2) * interval);
  return { since, at: lastUntil(schedule, nearby, now), many: missed > countable };
}

function earliest(from: string, now: Date, { startingDeadlineSeconds }: Partial<CronJob['spec']>): Date {
  const start = new Date(from);
  if (startingDeadlineSeconds === undefined) return start;
  const given = new Date(now.getTime() - startingDeadlineSeconds * 1000);
  return given > start ? given : start;
}

function lastUntil(schedule: Schedule, from: Date, now: Date): Date | undefined {
  let last: Date | undefined;
  for (let next = schedule.after(from); next && next <= now; next = schedule.after(next)) last = next;
  return last;
}

/** The real controller comes a little late, so that clocks may differ. */
const late = 100;

/** Wall milliseconds until there is something to do again; undefined for never. */
export function untilNext(cronJob: CronJob, schedule: Schedule, now: Date): number | undefined {
  const { at, since, many } = dueOf(cronJob, schedule, now, false);
  const next = schedule.after(at ?? (many ? now : since));
  return next && Math.max(0, next.getTime() + late - now.getTime());
}
