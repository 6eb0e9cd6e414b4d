import {
  cronJobsKind,
  daemonSetsKind,
  deploymentsKind,
  eventsKind,
  jobsKind,
  podsKind,
  type ReplicatedRow,
  rolloutWorkloadsKind,
  statefulSetsKind,
} from '@greenroom/cluster-access';
import jobs from '../../__fixtures__/jobs.json';
import events from '../../__fixtures__/kubeletEvents.json';
import pods from '../../__fixtures__/pods.json';
import rollouts from '../../__fixtures__/rollouts.json';
import workloads from '../../__fixtures__/workloads.json';
import { readCronJob } from '../../jobs/readCronJob';
import { readJob } from '../../jobs/readJob';
import { HOUR, MINUTE } from '../../time';
import { readReplicated, type WorkloadContext } from '../../workloads/readReplicated';
import type { Case } from '../Case';
import { RECORDED, row } from '../fixtures';

const kinds = { Deployment: deploymentsKind, StatefulSet: statefulSetsKind, DaemonSet: daemonSetsKind };

function read(name: string, context: Partial<WorkloadContext> = {}, over: Partial<ReplicatedRow> = {}) {
  const kind = name.split('/')[0];
  const of = kind === 'StatefulSet' || kind === 'DaemonSet' ? kinds[kind] : kinds.Deployment;
  return readReplicated({ ...row(of, workloads, name), ...over }, { now: RECORDED, ...context });
}
const rollout = (name: string, over: Partial<ReplicatedRow> = {}) =>
  readReplicated({ ...row(rolloutWorkloadsKind, rollouts, name), ...over }, { now: RECORDED });

export const workloadCases: Case[] = [
  {
    title: 'pods that the quota does not let in',
    read: () => read('Deployment/refused'),
    finds: [
      {
        rule: 'workload-short',
        state: 'degraded',
        text: '2 of 4 pods of refused are available',
        since: '2026-11-21T11:24:31Z',
      },
      {
        rule: 'workload-refused',
        state: 'degraded',
        text: 'refused gets no more pods: quota team is used up (960Mi of 1Gi limits.memory, 2 of 2 pods)',
        since: '2026-11-21T11:24:31Z',
      },
      {
        rule: 'workload-rolling',
        state: 'progressing',
        text: 'refused is being rolled out: 2 of 4 pods are new',
      },
    ],
  },
  {
    title: 'a version that makes no progress',
    read: () => read('Deployment/catalogue'),
    finds: [
      {
        rule: 'workload-down',
        state: 'degraded',
        text: 'no pod of catalogue is available, 2 should be',
        since: '2026-11-21T11:24:31Z',
      },
      {
        rule: 'workload-stuck',
        state: 'degraded',
        text: 'the new version of catalogue makes no progress',
        since: '2026-11-21T11:24:37Z',
      },
    ],
  },
  {
    title: 'a workload whose pods all went',
    read: () => read('Deployment/checkout'),
    finds: [
      {
        rule: 'workload-down',
        state: 'degraded',
        text: 'no pod of checkout is available, 3 should be',
        since: '2026-11-21T11:24:44Z',
      },
    ],
  },
  {
    title: 'a first rollout',
    read: () => read('Deployment/search'),
    finds: [
      {
        rule: 'workload-scaling',
        state: 'progressing',
        text: '0 of 2 pods of search are available, the others start',
      },
    ],
  },
  {
    title: 'a workload that was scaled up',
    read: () => read('Deployment/web', { starting: 2 }, { desired: 5, available: 3, updated: 5 }),
    finds: [
      {
        rule: 'workload-scaling',
        state: 'progressing',
        text: '3 of 5 pods of web are available, the others start',
      },
    ],
  },
  {
    title: 'a rollout under way, with nothing missing',
    read: () => read('Deployment/web', {}, { desired: 3 }),
    finds: [
      {
        rule: 'workload-rolling',
        state: 'progressing',
        text: 'web is being rolled out: 2 of 3 pods are new',
      },
    ],
  },
  {
    title: 'one replica',
    read: () => read('Deployment/single'),
    finds: [{ rule: 'one-replica', state: 'healthy', text: 'single has one replica: no redundancy' }],
  },
  {
    title: 'scaled to nothing',
    read: () => read('Deployment/off'),
    finds: [{ rule: 'workload-off', state: 'healthy', text: 'off is scaled to nothing' }],
  },
  {
    title: 'a paused Deployment',
    read: () => read('Deployment/paused', {}, { available: 2 }),
    finds: [
      {
        rule: 'workload-paused',
        state: 'waiting',
        text: 'paused is paused: its new version waits',
        since: '2026-11-21T11:24:31Z',
      },
    ],
  },
  {
    title: 'a StatefulSet just after it was made',
    read: () => read('StatefulSet/vault'),
    finds: [
      {
        rule: 'workload-scaling',
        state: 'progressing',
        text: '0 of 3 pods of vault are available, the others start',
      },
      {
        rule: 'workload-rolling',
        state: 'progressing',
        text: 'vault is being rolled out: 1 of 3 pods are new',
      },
    ],
  },
  {
    title: 'a StatefulSet that gets no pods',
    read: () =>
      read(
        'StatefulSet/vault',
        { now: RECORDED + HOUR, warnings: [row(eventsKind, events, 'create')] },
        { updated: 3 },
      ),
    finds: [
      { rule: 'workload-down', state: 'degraded', text: 'no pod of vault is available, 3 should be' },
      {
        rule: 'workload-refused',
        state: 'degraded',
        text: 'vault gets no more pods: quota team is used up (2 of 2 pods)',
        since: '2026-11-21T11:20:00Z',
      },
    ],
  },
  {
    title: 'a DaemonSet with a pod that does not run, on nodes of which one should not be',
    read: () => read('DaemonSet/logs', { now: RECORDED + 5 * MINUTE }, { misplaced: 1 }),
    finds: [
      { rule: 'workload-short', state: 'degraded', text: '2 of 3 pods of logs are available' },
      { rule: 'daemons-misplaced', state: 'healthy', text: 'logs runs on 1 node where it should not' },
    ],
  },
  {
    title: 'a Rollout that waits for a person',
    read: () => rollout('paused'),
    finds: [
      {
        rule: 'workload-paused',
        state: 'waiting',
        text: 'shop waits: its rollout is paused',
        since: '2026-11-20T21:18:37Z',
      },
    ],
  },
  {
    title: 'a Rollout that was aborted',
    read: () => rollout('aborted'),
    finds: [
      {
        rule: 'rollout-degraded',
        state: 'degraded',
        text: 'shop is degraded: RolloutAborted: Rollout aborted update to revision 3',
      },
    ],
  },
  {
    title: 'a Rollout with a new revision',
    read: () => rollout('progressing'),
    finds: [
      {
        rule: 'workload-rolling',
        state: 'progressing',
        text: 'shop is being rolled out: more replicas need to be updated',
      },
    ],
  },
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
    title: 'a schedule that nobody can read',
    read: () =>
      readCronJob(
        { ...row(cronJobsKind, jobs, 'CronJob/nightly'), schedule: '0 25 * * *' },
        { now: RECORDED },
      ),
    finds: [
      {
        rule: 'cron-unreadable',
        state: 'degraded',
        text: 'nightly never runs: its schedule "0 25 * * *" can not be read',
      },
    ],
  },
];
