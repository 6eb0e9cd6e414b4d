import type { CronJobRow, JobRow } from '@greenroom/cluster-access';
import { workloadKey } from '../about';
import { type Finding, found, NOTHING, type Reading, together } from '../Finding';
import { linkTo } from '../links';
import { clockWords, instant, MINUTE, stamp } from '../time';
import { failureOf } from './readJob';
import { readSchedule, type Schedule } from './readSchedule';
import { nextRun, previousRun } from './runs';

export interface CronJobContext {
  /** Milliseconds since 1970. */
  now: number;
  /** Its Jobs that are still there. */
  jobs?: readonly JobRow[];
}

/** When a CronJob runs, ran, and should have. */
export interface CronTimes {
  /** Absent where the schedule can not be read. */
  nextAt?: string;
  /** The run that should have started last and did not. */
  missedAt?: string;
  lastFailedAt?: string;
}

/** The controller looks every ten seconds, and a busy one is slower. */
const GRACE = 2 * MINUTE;

/** When it should run and did not (kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/). */
export function cronTimes(cron: CronJobRow, { now, jobs = [] }: CronJobContext): CronTimes {
  const schedule = readSchedule(cron.schedule);
  const lastFailedAt = lastFailure(jobs)?.since;
  const failure = lastFailedAt !== undefined && { lastFailedAt };
  if (!schedule || cron.suspended) {
    return { ...failure };
  }
  const anchor = instant(cron.lastScheduledAt ?? cron.createdAt);
  const next = nextRun(schedule, now, cron.timeZone, anchor);
  const due = missedRun(cron, schedule, now);
  return {
    ...(next !== undefined && { nextAt: stamp(next) }),
    ...(due !== undefined && { missedAt: stamp(due) }),
    ...failure,
  };
}

function missedRun(cron: CronJobRow, schedule: Schedule, now: number): number | undefined {
  const created = instant(cron.createdAt);
  const due = previousRun(schedule, now - GRACE, cron.timeZone, instant(cron.lastScheduledAt) ?? created);
  if (due === undefined || (created !== undefined && due <= created)) {
    return undefined;
  }
  const last = instant(cron.lastScheduledAt);
  return last !== undefined && last >= due ? undefined : due;
}

function lastFailure(jobs: readonly JobRow[]) {
  const failures = jobs.flatMap(job => failureOf(job) ?? []);
  return failures.sort((a, b) => ((a.since ?? '') < (b.since ?? '') ? 1 : -1))[0];
}

type Part = Omit<Finding, 'object' | 'about'>;

/** What is wrong with a CronJob. What its last Job says of itself explains it. */
export function readCronJob(cron: CronJobRow, context: CronJobContext): Reading {
  if (cron.deleting) {
    return NOTHING;
  }
  const times = cronTimes(cron, context);
  const object = linkTo('CronJob', cron);
  const jobs = (context.jobs ?? []).map(job => workloadKey(linkTo('Job', job)));
  const parts = [...unreadable(cron), ...suspended(cron), ...missed(cron, times), ...failed(cron, context)];
  const readings = parts.map(part =>
    found({ ...part, object, about: { workload: [workloadKey(object), ...jobs] } }),
  );
  const next = instant(times.nextAt);
  return together([...readings, { findings: [], ...(next !== undefined && { until: next + GRACE }) }]);
}

function unreadable(cron: CronJobRow): Part[] {
  const isZone = cron.timeZone === undefined || nextRun(EVERY_MINUTE, 0, cron.timeZone) !== undefined;
  const schedule = readSchedule(cron.schedule);
  const { name } = cron;
  if (!schedule || !isZone) {
    const what = isZone ? `schedule "${cron.schedule}"` : `time zone "${cron.timeZone}"`;
    return [
      { rule: 'cron-unreadable', text: `nobody can tell when ${name} runs: its ${what} can not be read` },
    ];
  }
  const comes = nextRun(schedule, 0, cron.timeZone, 0) !== undefined;
  return comes
    ? []
    : [{ rule: 'cron-unreadable', text: `${name} never runs: no day fits its schedule "${cron.schedule}"` }];
}

const EVERY_MINUTE: Schedule = readSchedule('* * * * *') ?? { everySeconds: 60 };

function suspended(cron: CronJobRow): Part[] {
  return cron.suspended ? [{ rule: 'cron-suspended', text: `${cron.name} is suspended: no run starts` }] : [];
}

function missed(cron: CronJobRow, { missedAt }: CronTimes): Part[] {
  if (missedAt === undefined) {
    return [];
  }
  if (cron.active > 0 && cron.concurrency === 'Forbid') {
    const text = `${cron.name} is overdue: the run before has not ended`;
    return [{ rule: 'cron-overdue', text, since: missedAt }];
  }
  const last = cron.lastSucceededAt
    ? `, the last success was at ${clockWords(cron.lastSucceededAt)}`
    : ', it never succeeded';
  return [
    {
      rule: 'cron-missed',
      text: `${cron.name} missed its run of ${clockWords(missedAt)}${last}`,
      since: missedAt,
    },
  ];
}

/** Only while nothing has gone well since. */
function failed(cron: CronJobRow, { jobs = [] }: CronJobContext): Part[] {
  const failure = lastFailure(jobs);
  const failedAt = failure?.since ?? '';
  const wentWell = [cron.lastSucceededAt, ...jobs.map(({ completedAt }) => completedAt)];
  if (!failure || wentWell.some(at => at !== undefined && at > failedAt)) {
    return [];
  }
  const last = cron.lastSucceededAt
    ? `the last success was at ${clockWords(cron.lastSucceededAt)}`
    : 'it never succeeded';
  return [
    { rule: 'cron-failed', text: `the last run of ${cron.name} failed, ${last}`, since: failure.since },
  ];
}
