import { type PodRow, podsKind } from '@greenroom/cluster-access';
import pods from '../../__fixtures__/pods.json';
import { linkTo } from '../../links';
import type { PodContext } from '../../pods/PodContext';
import { readPod } from '../../pods/readPod';
import { HOUR, MINUTE } from '../../time';
import type { Case } from '../Case';
import { RECORDED, row } from '../fixtures';

const pod = (name: string) => row(podsKind, pods, name);
const read = (name: string, context: Partial<PodContext> = {}, over: Partial<PodRow> = {}) =>
  readPod({ ...pod(name), ...over }, { now: RECORDED, ...context });

export const podLifeCases: Case[] = [
  {
    title: 'a pod that no node takes, at first',
    read: () => read('unschedulable'),
    finds: [
      {
        rule: 'pod-unschedulable',
        state: 'waiting',
        text: 'search-5dc957f984-f46j5 waits for a node: insufficient cpu on 2 of 3 nodes, 1 of 3 nodes full of pods and 1 of 3 nodes cordoned',
        since: '2026-11-21T11:24:31Z',
      },
    ],
  },
  {
    title: 'a pod that no node takes, after two minutes',
    read: () => read('unschedulable', { now: RECORDED + 2 * MINUTE }),
    finds: [
      {
        rule: 'pod-unschedulable',
        state: 'degraded',
        text: 'search-5dc957f984-f46j5 waits for a node: insufficient cpu on 2 of 3 nodes, 1 of 3 nodes full of pods and 1 of 3 nodes cordoned',
        since: '2026-11-21T11:24:31Z',
      },
    ],
  },
  {
    title: 'a pod whose claim has no volume',
    read: () => read('unbound'),
    finds: [
      {
        rule: 'pod-unschedulable',
        state: 'waiting',
        text: 'vault-0 waits for a node: its volume claim has no volume',
        since: '2026-11-21T11:24:31Z',
      },
    ],
  },
  {
    title: 'a gated pod',
    read: () => read('gated'),
    finds: [
      {
        rule: 'pod-gated',
        state: 'waiting',
        text: 'gated is held back from the scheduler by a gate',
        since: '2026-11-21T11:24:32Z',
      },
    ],
  },
  {
    title: 'a pod that was restarted often, and runs',
    read: () => read('restarting', { restartsLastHour: 4 }),
    finds: [
      {
        rule: 'pod-restarting',
        state: 'degraded',
        text: 'single-fd5d745f6-bg7n2 was restarted 4 times in the last hour: exit code 2',
        since: '2026-11-21T11:24:44Z',
      },
    ],
  },
  {
    title: 'restarts of an hour ago',
    read: () => read('restarting', { restartsLastHour: 0, now: RECORDED + HOUR }),
    finds: [],
  },
  {
    title: 'an evicted pod',
    read: () => read('evicted'),
    finds: [
      {
        rule: 'pod-evicted',
        state: 'degraded',
        text: 'evicted was evicted: The node was low on resource: memory',
        since: '2026-11-21T11:24:44Z',
      },
    ],
  },
  {
    title: 'an evicted pod, an hour later',
    read: () => read('evicted', { now: RECORDED + HOUR }),
    finds: [
      {
        rule: 'pod-evicted',
        state: 'healthy',
        text: 'evicted was evicted: The node was low on resource: memory',
        since: '2026-11-21T11:24:44Z',
      },
    ],
  },
  {
    title: 'a pod of nobody that failed',
    read: () => read('failed'),
    finds: [
      {
        rule: 'pod-failed',
        state: 'degraded',
        text: 'import-8kf9d failed and is not started again: exit code 3',
        since: '2026-11-21T11:24:44Z',
      },
    ],
  },
  {
    title: 'a failed pod of a job: the job tells',
    read: () => read('failed', { owner: linkTo('Job', { namespace: 'shop', name: 'import' }) }),
    finds: [],
  },
  {
    title: 'a pod on a node that does not answer',
    read: () => read('lost', { nodeIsSilent: true }),
    finds: [
      {
        rule: 'pod-lost',
        state: 'degraded',
        text: 'logs-pkqkp is on kwok-2, which does not answer',
        since: '2026-11-21T11:26:59Z',
      },
    ],
  },
  {
    title: 'a pod that ends',
    read: () => read('healthy', {}, { deleting: true, trouble: { endsAt: '2026-11-21T11:25:30Z' } }),
    finds: [],
  },
  {
    title: 'a pod that should have ended',
    read: () => read('healthy', {}, { deleting: true, trouble: { endsAt: '2026-11-21T11:20:00Z' } }),
    finds: [
      {
        rule: 'pod-stuck-ending',
        state: 'degraded',
        text: 'web-bdbcbb7dd-knnjz was to end and is still there',
        since: '2026-11-21T11:20:00Z',
      },
    ],
  },
];
