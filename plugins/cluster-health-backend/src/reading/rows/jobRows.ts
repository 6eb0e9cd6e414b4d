import type { CronJobRow, JobRow as Job } from '@greenroom/cluster-access';
import type { JobRow, Problem } from '@greenroom/plugin-cluster-health-common';
import { failureOf } from '../jobs/readJob';
import { type CronJobContext, cronTimes } from '../jobs/readCronJob';
import { standingOf } from '../problems/verdict';
import { clockWords } from '../time';

/** One CronJob as a line. */
export function cronJobRow(
  cron: CronJobRow,
  problems: readonly Problem[],
  context: CronJobContext,
  entityRef?: string,
): JobRow {
  const last = cron.lastSucceededAt
    ? `last success ${clockWords(cron.lastSucceededAt)}`
    : 'it has not run yet';
  const { verdict, since } = standingOf(problems, [], `${cron.name} is on time, ${last}`);
  return {
    kind: 'CronJob',
    namespace: cron.namespace,
    name: cron.name,
    uid: cron.uid,
    ...(entityRef !== undefined && { entityRef }),
    schedule: cron.schedule,
    timeZone: cron.timeZone,
    suspended: cron.suspended === true,
    active: cron.active,
    lastStartedAt: cron.lastScheduledAt,
    lastSucceededAt: cron.lastSucceededAt,
    ...cronTimes(cron, context),
    verdict,
    ...(since !== undefined && { since }),
  };
}

/** One Job that no CronJob made as a line. */
export function jobRow(job: Job, problems: readonly Problem[], entityRef?: string): JobRow {
  const { verdict, since } = standingOf(problems, [], `${job.name} has done its work`);
  return {
    kind: 'Job',
    namespace: job.namespace,
    name: job.name,
    uid: job.uid,
    ...(entityRef !== undefined && { entityRef }),
    suspended: job.suspended === true,
    active: job.active,
    lastStartedAt: job.startedAt,
    lastSucceededAt: job.completedAt,
    lastFailedAt: failureOf(job)?.since,
    verdict,
    since: since ?? job.completedAt,
  };
}
