import { kubernetes, type Rule } from './Rule';

/** Rules about Jobs and CronJobs. */
export const jobRules = {
  'cron-missed': {
    says: 'A run that the schedule says did not start',
    state: 'degraded',
    severity: 70,
    source: `${kubernetes}concepts/workloads/controllers/cron-jobs/#starting-deadline`,
  },
  'cron-failed': {
    says: 'The last run failed',
    state: 'degraded',
    severity: 63,
    source: `${kubernetes}concepts/workloads/controllers/job/#job-termination-and-cleanup`,
  },
  'cron-overdue': {
    says: 'The run before has not ended, so the next did not start',
    state: 'degraded',
    severity: 47,
    source: `${kubernetes}concepts/workloads/controllers/cron-jobs/#concurrency-policy`,
  },
  'cron-suspended': {
    says: 'A CronJob is suspended',
    state: 'waiting',
    severity: 16,
    source: `${kubernetes}concepts/workloads/controllers/cron-jobs/#schedule-suspension`,
  },
  // A server takes the 31st of February. What can not be read it refuses: that is from before its checks, or went past them.
  'cron-unreadable': {
    says: 'A schedule can not be read, or no day fits it',
    state: 'degraded',
    severity: 43,
    source: `${kubernetes}concepts/workloads/controllers/cron-jobs/#schedule-syntax`,
  },
  'job-failed': {
    says: 'A job failed',
    state: 'degraded',
    severity: 63,
    source: `${kubernetes}concepts/workloads/controllers/job/#job-termination-and-cleanup`,
  },
  'job-retrying': {
    says: 'A job failed and is tried again',
    state: 'degraded',
    severity: 49,
    source: `${kubernetes}concepts/workloads/controllers/job/#pod-backoff-failure-policy`,
  },
  'job-running': {
    says: 'A job runs',
    state: 'progressing',
    severity: 5,
    source: `${kubernetes}concepts/workloads/controllers/job/`,
  },
  'job-suspended': {
    says: 'A job is suspended',
    state: 'waiting',
    severity: 15,
    source: `${kubernetes}concepts/workloads/controllers/job/#suspending-a-job`,
  },
} as const satisfies Record<string, Rule>;
