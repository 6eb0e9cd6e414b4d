import {
  daemonSetsKind,
  deploymentsKind,
  eventsKind,
  type ReplicatedRow,
  rolloutWorkloadsKind,
  statefulSetsKind,
} from '@greenroom/cluster-access';
import events from '../../__fixtures__/events.json';
import kubelet from '../../__fixtures__/kubeletEvents.json';
import rollouts from '../../__fixtures__/rollouts.json';
import workloads from '../../__fixtures__/workloads.json';
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

/** A little after the events of the next day were recorded. */
const NEXT_DAY = Date.parse('2026-11-22T11:12:00Z');

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
        text: '0 of 2 pods of search are available yet',
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
        text: '0 of 3 pods of vault are available yet',
      },
      {
        rule: 'workload-rolling',
        state: 'progressing',
        text: 'vault is being rolled out: 1 of 3 pods are new',
      },
    ],
  },
  {
    title: 'a StatefulSet that gets no more pods',
    read: () =>
      read(
        'StatefulSet/vault',
        { now: RECORDED + HOUR, warnings: [row(eventsKind, kubelet, 'create')] },
        { updated: 3 },
      ),
    finds: [
      { rule: 'workload-down', state: 'degraded', text: 'no pod of vault is available, 3 should be' },
      {
        rule: 'workload-refused',
        state: 'degraded',
        text: 'vault gets no more pods: quota team is used up (1 of 1 pods)',
        since: '2026-11-22T10:31:07Z',
      },
    ],
  },
  {
    title: 'a StatefulSet that gets no pods',
    read: () =>
      read('StatefulSet/ledger', { now: NEXT_DAY, warnings: [row(eventsKind, events, 'FailedCreate/8')] }),
    finds: [
      { rule: 'workload-scaling', state: 'progressing', text: '0 of 2 pods of ledger are available yet' },
      {
        rule: 'workload-refused',
        state: 'degraded',
        text: 'ledger gets no more pods: quota none allows no pods',
        since: '2026-11-22T11:11:07Z',
      },
      {
        rule: 'workload-rolling',
        state: 'progressing',
        text: 'ledger is being rolled out: 0 of 2 pods are new',
      },
    ],
  },
  {
    title: 'a DaemonSet that gets no pods',
    read: () =>
      read('DaemonSet/refused', { now: NEXT_DAY, warnings: [row(eventsKind, events, 'FailedCreate/11')] }),
    finds: [
      { rule: 'workload-scaling', state: 'progressing', text: '0 of 1 pod of agent is available yet' },
      {
        rule: 'workload-refused',
        state: 'degraded',
        text: 'agent gets no more pods: quota none allows no pods',
        since: '2026-11-22T11:11:10Z',
      },
      {
        rule: 'workload-rolling',
        state: 'progressing',
        text: 'agent is being rolled out: 0 of 1 pod are new',
      },
    ],
  },
  {
    title: 'pods that a quota allows none of',
    read: () => read('Deployment/forbidden', { now: NEXT_DAY }),
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
