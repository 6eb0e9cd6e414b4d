import { cronJobsKind, eventsKind, jobsKind, podsKind } from '@greenroom/cluster-access';
import events from '../../__fixtures__/events.json';
import jobs from '../../__fixtures__/jobs.json';
import pods from '../../__fixtures__/pods.json';
import { readCronJob } from '../../jobs/readCronJob';
import { readJob } from '../../jobs/readJob';
import { HOUR } from '../../time';
import type { Case } from '../Case';
import { RECORDED, row } from '../fixtures';

/** A little after CronJobs of all kinds of schedules were made. */
const MADE = Date.parse('2026-11-22T13:49:55Z');
const cron = (name: string, now: number) => readCronJob(row(cronJobsKind, jobs, `CronJob/${name}`), { now });

export const jobCases: Case[] = [
  {
    title: 'a job that failed',
    read: () =>
      readJob(row(jobsKind, jobs, 'Job/migrate'), {
        now: RECORDED,
        failedPods: [row(podsKind, pods, 'failed')],
      }),
    finds: [
      {
        rule: 'job-failed',
        state: 'degraded',
        text: 'migrate failed: exit code 3, after 1 try',
        since: '2026-11-21T11:24:46Z',
      },
    ],
  },
  {
    title: 'a job that failed days ago',
    read: () => readJob(row(jobsKind, jobs, 'Job/migrate'), { now: RECORDED + 48 * HOUR }),
    finds: [
      {
        rule: 'job-failed',
        state: 'healthy',
        text: 'migrate failed: given up after 1 try',
        since: '2026-11-21T11:24:46Z',
      },
    ],
  },
  {
    title: 'a job that is tried again',
    read: () => readJob(row(jobsKind, jobs, 'Job/import'), { now: RECORDED }),
    finds: [
      {
        rule: 'job-retrying',
        state: 'degraded',
        text: 'import is tried again, 1 try of 7 failed',
        since: '2026-11-21T11:24:31Z',
      },
    ],
  },
  {
    title: 'a job that runs',
    read: () => readJob(row(jobsKind, jobs, 'Job/overrun-29921005'), { now: RECORDED }),
    finds: [
      {
        rule: 'job-running',
        state: 'progressing',
        text: 'overrun-29921005 runs',
        since: '2026-11-21T11:25:00Z',
      },
    ],
  },
  {
    title: 'a job that gets no pod',
    read: () =>
      readJob(row(jobsKind, jobs, 'Job/refused'), {
        now: Date.parse('2026-11-22T11:12:00Z'),
        warnings: [row(eventsKind, events, 'FailedCreate/18')],
      }),
    finds: [
      {
        rule: 'workload-refused',
        state: 'degraded',
        text: 'import gets no pod: quota none allows no pods',
        since: '2026-11-22T11:11:07Z',
      },
    ],
  },
  {
    title: 'a suspended job',
    read: () => readJob(row(jobsKind, jobs, 'Job/later'), { now: RECORDED }),
    finds: [
      { rule: 'job-suspended', state: 'waiting', text: 'later is suspended', since: '2026-11-21T11:24:31Z' },
    ],
  },
  {
    title: 'a nightly run that is to come',
    read: () => readCronJob(row(cronJobsKind, jobs, 'CronJob/nightly'), { now: RECORDED }),
    finds: [],
  },
  {
    title: 'a nightly run that did not start',
    read: () => readCronJob(row(cronJobsKind, jobs, 'CronJob/nightly'), { now: RECORDED + 24 * HOUR }),
    finds: [
      {
        rule: 'cron-missed',
        state: 'degraded',
        text: 'nightly missed its run of 2026-11-22 01:00 UTC, it never succeeded',
        since: '2026-11-22T01:00:00Z',
      },
    ],
  },
  {
    title: 'a run that has to wait for the one before',
    read: () =>
      readCronJob(row(cronJobsKind, jobs, 'CronJob/overrun'), { now: Date.parse('2026-11-21T11:28:30Z') }),
    finds: [
      {
        rule: 'cron-overdue',
        state: 'degraded',
        text: 'overrun is overdue: the run before has not ended',
        since: '2026-11-21T11:26:00Z',
      },
    ],
  },
  {
    title: 'a run that failed',
    read: () =>
      readCronJob(row(cronJobsKind, jobs, 'CronJob/failing'), {
        now: Date.parse('2026-11-21T11:26:10Z'),
        jobs: [row(jobsKind, jobs, 'Job/failing-29921005')],
      }),
    finds: [
      {
        rule: 'cron-failed',
        state: 'degraded',
        text: 'the last run of failing failed, it never succeeded',
        since: '2026-11-21T11:25:02Z',
      },
    ],
  },
  {
    title: 'a suspended CronJob',
    read: () => readCronJob(row(cronJobsKind, jobs, 'CronJob/stopped'), { now: RECORDED + 24 * HOUR }),
    finds: [{ rule: 'cron-suspended', state: 'waiting', text: 'stopped is suspended: no run starts' }],
  },
  {
    title: 'a run of every hour and a half that is to come',
    read: () => cron('every', MADE),
    finds: [],
  },
  {
    title: 'a run of every hour and a half that did not start',
    read: () => cron('every', MADE + 2 * HOUR),
    finds: [
      {
        rule: 'cron-missed',
        state: 'degraded',
        text: 'every missed its run of 2026-11-22 15:19 UTC, it never succeeded',
        since: '2026-11-22T15:19:11Z',
      },
    ],
  },
  {
    title: 'a schedule of names in a zone, of which the next run is next year',
    read: () => cron('named', MADE + 24 * HOUR),
    finds: [],
  },
  {
    title: 'a schedule by a name that is to come',
    read: () => cron('hourly', MADE),
    finds: [],
  },
  {
    title: 'a CronJob that missed too many runs to count, and caught up',
    read: () => cron('missed', Date.parse('2026-11-22T13:49:30Z')),
    finds: [],
  },
  {
    title: 'a schedule that names its time zone, as old ones do',
    read: () => cron('old-zone', MADE),
    finds: [],
  },
  {
    title: 'a run that did not start by a schedule that names its time zone',
    read: () => cron('old-zone', MADE + 12 * HOUR),
    finds: [
      {
        rule: 'cron-missed',
        state: 'degraded',
        text: 'old-zone missed its run of 2026-11-23 00:00 UTC, it never succeeded',
        since: '2026-11-23T00:00:00Z',
      },
    ],
  },
  {
    title: 'a schedule that no day fits',
    read: () => cron('leap', MADE),
    finds: [
      {
        rule: 'cron-unreadable',
        state: 'degraded',
        text: 'leap never runs: no day fits its schedule "0 0 31 2 *"',
      },
    ],
  },
  {
    title: 'a schedule that nobody can read',
    read: () => cron('unreadable', MADE),
    finds: [
      {
        rule: 'cron-unreadable',
        state: 'degraded',
        text: 'nobody can tell when unreadable runs: its schedule "0 25 * * *" can not be read',
      },
    ],
  },
  {
    title: 'a time zone that nobody knows',
    read: () => cron('nowhere', MADE),
    finds: [
      {
        rule: 'cron-unreadable',
        state: 'degraded',
        text: 'nobody can tell when nowhere runs: its time zone "Mars/Olympus" can not be read',
      },
    ],
  },
];
