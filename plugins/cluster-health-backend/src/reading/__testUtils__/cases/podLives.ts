import { podsKind } from '@greenroom/cluster-access';
import pods from '../../__fixtures__/pods.json';
import { linkTo } from '../../links';
import type { PodContext } from '../../pods/PodContext';
import { readPod } from '../../pods/readPod';
import { HOUR, MINUTE } from '../../time';
import type { Case } from '../Case';
import { KUBELET_RECORDED, RECORDED, row } from '../fixtures';

const read = (name: string, context: Partial<PodContext> = {}) =>
  readPod(row(podsKind, pods, name), { now: RECORDED, ...context });

const EVICTED = Date.parse('2026-11-22T10:38:50Z');

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
    read: () => read('restarting', { restartsLastHour: 3, now: KUBELET_RECORDED }),
    finds: [
      {
        rule: 'pod-restarting',
        state: 'degraded',
        text: 'single-79c8c95d59-bdztf was restarted 3 times in the last hour: exit code 2',
        since: '2026-11-22T10:32:55Z',
      },
    ],
  },
  {
    title: 'restarts of an hour ago',
    read: () => read('restarting', { restartsLastHour: 0, now: KUBELET_RECORDED + HOUR }),
    finds: [],
  },
  {
    title: 'an evicted pod',
    read: () => read('evicted', { now: EVICTED }),
    finds: [
      {
        rule: 'pod-evicted',
        state: 'degraded',
        text: 'unready-6d447f9d94-7z426 was evicted: The node was low on resource: ephemeral-storage',
        since: '2026-11-22T10:38:03Z',
      },
    ],
  },
  {
    title: 'an evicted pod, an hour later',
    read: () => read('evicted', { now: EVICTED + HOUR }),
    finds: [
      {
        rule: 'pod-evicted',
        state: 'healthy',
        text: 'unready-6d447f9d94-7z426 was evicted: The node was low on resource: ephemeral-storage',
        since: '2026-11-22T10:38:03Z',
      },
    ],
  },
  {
    title: 'a pod that used more disk than its volume may have',
    read: () => read('evictedByVolume', { now: KUBELET_RECORDED }),
    finds: [
      {
        rule: 'pod-evicted',
        state: 'degraded',
        text: 'scratch was evicted: Usage of EmptyDir volume "scratch" exceeds the limit "1Mi"',
        since: '2026-11-22T10:31:48Z',
      },
    ],
  },
  {
    title: 'a pod that its node did not let in',
    read: () => read('turnedAway', { now: EVICTED }),
    finds: [
      {
        rule: 'pod-evicted',
        state: 'degraded',
        text: 'migrating-6488976d4d-4vmxm was evicted: The node had condition: [MemoryPressure]',
        since: '2026-11-22T10:36:10Z',
      },
    ],
  },
  {
    title: 'a pod that its node had no room for',
    read: () => read('noRoom', { now: KUBELET_RECORDED }),
    finds: [
      {
        rule: 'pod-failed',
        state: 'degraded',
        text: "big failed and is not started again: Node didn't have enough resource: cpu, requested: 100000, used: 50, capacity: 2000",
        since: '2026-11-22T10:31:07Z',
      },
    ],
  },
  {
    title: 'a pod that was too late',
    read: () => read('deadline', { now: KUBELET_RECORDED }),
    finds: [
      {
        rule: 'pod-failed',
        state: 'degraded',
        text: 'deadline failed and is not started again: Pod was active on the node longer than the specified deadline',
        since: '2026-11-22T10:31:15Z',
      },
    ],
  },
  {
    title: 'a pod of nobody that failed',
    read: () => read('failed', { now: KUBELET_RECORDED }),
    finds: [
      {
        rule: 'pod-failed',
        state: 'degraded',
        text: 'import-8kf9d failed and is not started again: exit code 3',
        since: '2026-11-22T10:31:07Z',
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
        text: 'web-667df69fbb-8lm4z is on real-1, which does not answer',
        since: '2026-11-22T10:45:55Z',
      },
    ],
  },
  {
    title: 'a pod that ends',
    read: () => read('stuckEnding', { now: Date.parse('2026-11-22T10:49:30Z') }),
    finds: [],
  },
  {
    title: 'a pod that should have ended',
    read: () => read('stuckEnding', { now: Date.parse('2026-11-22T10:50:20Z') }),
    finds: [
      {
        rule: 'pod-stuck-ending',
        state: 'degraded',
        text: 'holder was to end and is still there',
        since: '2026-11-22T10:49:06Z',
      },
    ],
  },
];
