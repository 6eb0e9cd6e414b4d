import { daemonSetsKind, eventsKind, statefulSetsKind } from '@greenroom/cluster-access';
import events from '../../__fixtures__/events.json';
import workloads from '../../__fixtures__/workloads.json';
import { readReplicated, type WorkloadContext } from '../../workloads/readReplicated';
import type { Case } from '../Case';
import { RECORDED, row } from '../fixtures';

const statefulSet = (name: string, context: WorkloadContext) =>
  readReplicated(row(statefulSetsKind, workloads, `StatefulSet/${name}`), context);
const daemonSet = (name: string, context: WorkloadContext) =>
  readReplicated(row(daemonSetsKind, workloads, `DaemonSet/${name}`), context);
const told = (name: string) => [row(eventsKind, events, name)];

/** A little after sets that get no pods were recorded. */
const REFUSED = Date.parse('2026-11-22T11:12:00Z');
/** A little after sets that had all their pods were recorded. */
const LATER = Date.parse('2026-11-22T14:47:30Z');

export const setCases: Case[] = [
  {
    title: 'a StatefulSet just after it was made',
    read: () => statefulSet('vault', { now: RECORDED }),
    finds: [
      {
        rule: 'workload-scaling',
        state: 'progressing',
        text: '0 of 3 pods of vault are available yet',
      },
    ],
  },
  {
    title: 'a StatefulSet with a new version',
    read: () => statefulSet('rolling', { now: LATER, starting: 1 }),
    finds: [
      {
        rule: 'workload-scaling',
        state: 'progressing',
        text: '2 of 3 pods of vault are available, the others start',
      },
      {
        rule: 'workload-rolling',
        state: 'progressing',
        text: 'vault is being rolled out: 1 of 3 pods are new',
      },
    ],
  },
  {
    title: 'a StatefulSet that keeps old pods until they are deleted',
    read: () => statefulSet('onDelete', { now: LATER }),
    finds: [
      {
        rule: 'workload-paused',
        state: 'waiting',
        text: 'ledger keeps old pods until somebody deletes them: its strategy is OnDelete',
      },
    ],
  },
  {
    title: 'a StatefulSet that gets no more pods',
    read: () => statefulSet('refused', { now: LATER, warnings: told('FailedCreate/32') }),
    finds: [
      { rule: 'workload-down', state: 'degraded', text: 'no pod of vault is available, 3 should be' },
      {
        rule: 'workload-refused',
        state: 'degraded',
        text: 'vault gets no more pods: quota team is used up (1 of 1 pods)',
        since: '2026-11-22T14:42:20Z',
      },
    ],
  },
  {
    title: 'a StatefulSet that gets no pods',
    read: () => statefulSet('ledger', { now: REFUSED, warnings: told('FailedCreate/8') }),
    finds: [
      { rule: 'workload-scaling', state: 'progressing', text: '0 of 2 pods of ledger are available yet' },
      {
        rule: 'workload-refused',
        state: 'degraded',
        text: 'ledger gets no more pods: quota none allows no pods',
        since: '2026-11-22T11:11:07Z',
      },
    ],
  },
  {
    title: 'a DaemonSet that gets no pods',
    read: () => daemonSet('refused', { now: REFUSED, warnings: told('FailedCreate/11') }),
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
    title: 'a DaemonSet with a pod that does not run, on nodes of which one should not be',
    read: () => daemonSet('misplaced', { now: LATER }),
    finds: [
      { rule: 'workload-short', state: 'degraded', text: '2 of 3 pods of logs are available' },
      { rule: 'daemons-misplaced', state: 'healthy', text: 'logs runs on 1 node where it should not' },
    ],
  },
];
