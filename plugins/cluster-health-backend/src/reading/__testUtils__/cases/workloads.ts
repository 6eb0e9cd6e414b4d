import { deploymentsKind, rolloutWorkloadsKind } from '@greenroom/cluster-access';
import rollouts from '../../__fixtures__/rollouts.json';
import workloads from '../../__fixtures__/workloads.json';
import { readReplicated, type WorkloadContext } from '../../workloads/readReplicated';
import type { Case } from '../Case';
import { RECORDED, row } from '../fixtures';

const read = (name: string, context: Partial<WorkloadContext> = {}) =>
  readReplicated(row(deploymentsKind, workloads, `Deployment/${name}`), { now: RECORDED, ...context });
const rollout = (name: string) =>
  readReplicated(row(rolloutWorkloadsKind, rollouts, name), { now: RECORDED });

export const workloadCases: Case[] = [
  {
    title: 'pods that the quota does not let in',
    read: () => read('refused'),
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
    read: () => read('catalogue'),
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
    read: () => read('checkout'),
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
    read: () => read('search'),
    finds: [
      {
        rule: 'workload-scaling',
        state: 'progressing',
        text: '0 of 2 pods of search are available yet',
      },
    ],
  },
  {
    title: 'a workload that was scaled up',
    read: () => read('scaled', { starting: 2 }),
    finds: [
      {
        rule: 'workload-scaling',
        state: 'progressing',
        text: '3 of 5 pods of web are available, the others start',
      },
    ],
  },
  {
    title: 'a workload that was scaled up to more pods than there is room for',
    read: () => read('noRoom'),
    finds: [
      {
        rule: 'workload-short',
        state: 'degraded',
        text: '3 of 5 pods of cart are available',
        since: '2026-11-22T14:42:17Z',
      },
    ],
  },
  {
    title: 'a rollout under way, with nothing missing',
    read: () => read('rolling'),
    finds: [
      {
        rule: 'workload-rolling',
        state: 'progressing',
        text: 'orders is being rolled out: 2 of 3 pods are new',
      },
    ],
  },
  {
    title: 'one replica',
    read: () => read('single'),
    finds: [{ rule: 'one-replica', state: 'healthy', text: 'single has one replica: no redundancy' }],
  },
  {
    title: 'scaled to nothing',
    read: () => read('off'),
    finds: [{ rule: 'workload-off', state: 'healthy', text: 'off is scaled to nothing' }],
  },
  {
    title: 'a paused Deployment',
    read: () => read('pausedUpdate'),
    finds: [
      {
        rule: 'workload-paused',
        state: 'waiting',
        text: 'paused is paused: its new version waits',
        since: '2026-11-22T14:42:18Z',
      },
    ],
  },
  {
    title: 'a paused Deployment of which nothing waits',
    read: () => read('pausedIdle'),
    finds: [
      {
        rule: 'workload-paused',
        state: 'healthy',
        text: 'paused is paused: changes would wait',
        since: '2026-11-22T14:42:18Z',
      },
    ],
  },
  {
    title: 'a Deployment that was paused before it had pods',
    read: () => read('paused'),
    finds: [
      {
        rule: 'workload-down',
        state: 'degraded',
        text: 'no pod of paused is available, 2 should be',
        since: '2026-11-21T11:24:31Z',
      },
      {
        rule: 'workload-paused',
        state: 'waiting',
        text: 'paused is paused: its new version waits',
        since: '2026-11-21T11:24:31Z',
      },
    ],
  },
  {
    title: 'pods that a quota allows none of',
    read: () => read('forbidden'),
    finds: [
      { rule: 'workload-scaling', state: 'progressing', text: '0 of 2 pods of refused are available yet' },
      {
        rule: 'workload-refused',
        state: 'degraded',
        text: 'refused gets no more pods: quota none allows no pods',
        since: '2026-11-22T11:08:07Z',
      },
      {
        rule: 'workload-rolling',
        state: 'progressing',
        text: 'refused is being rolled out: 0 of 2 pods are new',
      },
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
        since: '2026-11-20T21:18:55Z',
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
];
