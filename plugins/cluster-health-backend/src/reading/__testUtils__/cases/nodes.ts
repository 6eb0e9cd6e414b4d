import { nodesKind } from '@greenroom/cluster-access';
import kubelet from '../../__fixtures__/kubeletNodes.json';
import recorded from '../../__fixtures__/nodes.json';
import { type NodeContext, readNode } from '../../nodes/readNode';
import { readRoom } from '../../nodes/readRoom';
import type { Case } from '../Case';
import { row } from '../fixtures';

const nodes = { ...recorded, ...kubelet };
const node = (name: string) => row(nodesKind, nodes, name);
/** A little after the nodes of a kubelet were recorded. */
const NOW = Date.parse('2026-11-22T10:50:30Z');
const read = (name: string, context: Partial<NodeContext> = {}) =>
  readNode(node(name), { now: NOW, ...context });
export const nodeCases: Case[] = [
  { title: 'a node that is ready', read: () => read('ready', { serverVersion: 'v1.34.4' }), finds: [] },
  {
    title: 'a node of a kubelet that is ready',
    read: () => read('healthy', { serverVersion: 'v1.34.4' }),
    finds: [],
  },
  { title: 'a node for some pods only', read: () => read('dedicated'), finds: [] },
  {
    title: 'a node that fell silent',
    read: () => read('silent'),
    finds: [
      {
        rule: 'node-not-ready',
        state: 'degraded',
        text: 'real-1 does not answer: its kubelet stopped telling how it is',
        since: '2026-11-22T10:45:55Z',
      },
    ],
  },
  {
    title: 'a node that fell silent, and is cordoned',
    read: () => read('silentAndCordoned'),
    finds: [
      {
        rule: 'node-not-ready',
        state: 'degraded',
        text: 'real-1 does not answer: its kubelet stopped telling how it is',
        since: '2026-11-22T10:49:46Z',
      },
      {
        rule: 'node-cordoned',
        state: 'waiting',
        text: 'real-1 is cordoned: it takes no new pods',
        since: '2026-11-22T10:50:19Z',
      },
    ],
  },
  {
    title: 'a node that is not ready',
    read: () => read('notReady'),
    finds: [
      {
        rule: 'node-not-ready',
        state: 'degraded',
        text: 'real-1 is not ready: container runtime is down',
        since: '2026-11-22T10:44:41Z',
      },
    ],
  },
  {
    title: 'a node that has never been ready',
    read: () => read('networkMissing'),
    finds: [
      {
        rule: 'node-not-ready',
        state: 'degraded',
        text: 'real-1 is not ready: container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized',
        since: '2026-11-22T10:29:24Z',
      },
    ],
  },
  {
    title: 'a node that is new',
    read: () => read('new', { now: Date.parse('2026-11-22T10:29:30Z') }),
    finds: [
      {
        rule: 'node-starting',
        state: 'progressing',
        text: 'real-1 is not set up yet: container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized, CSINode is not yet initialized',
        since: '2026-11-22T10:29:24Z',
      },
    ],
  },
  {
    title: 'a node that its cloud has not looked at yet',
    read: () => read('starting', { now: Date.parse('2026-11-22T10:29:30Z') }),
    finds: [
      {
        rule: 'node-starting',
        state: 'progressing',
        text: 'real-1 is not set up yet: container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized, CSINode is not yet initialized',
        since: '2026-11-22T10:29:01Z',
      },
    ],
  },
  {
    title: 'a cordoned node',
    read: () => read('cordoned'),
    finds: [
      {
        rule: 'node-cordoned',
        state: 'waiting',
        text: 'kwok-2 is cordoned: it takes no new pods',
        since: '2026-11-21T11:24:46Z',
      },
    ],
  },
  {
    title: 'a node that runs out of memory',
    read: () => read('memory'),
    finds: [
      {
        rule: 'node-pressure',
        state: 'degraded',
        text: 'real-1 runs out of memory',
        since: '2026-11-22T10:37:33Z',
      },
    ],
  },
  {
    title: 'a node that runs out of disk space',
    read: () => read('disk'),
    finds: [
      {
        rule: 'node-pressure',
        state: 'degraded',
        text: 'real-1 runs out of disk space',
        since: '2026-11-22T10:38:41Z',
      },
    ],
  },
  {
    title: 'a node that runs out of process ids',
    read: () => read('processIds'),
    finds: [
      {
        rule: 'node-pressure',
        state: 'degraded',
        text: 'real-1 runs out of process ids',
        since: '2026-11-22T10:42:32Z',
      },
    ],
  },
  {
    title: 'what a node problem detector found',
    read: () => read('problemDetector'),
    finds: [
      {
        rule: 'node-problem',
        state: 'degraded',
        text: 'detected says ReadonlyFilesystem: EXT4-fs (nvme1n1): Remounting filesystem read-only',
        since: '2026-11-22T13:46:55Z',
      },
      {
        rule: 'node-problem',
        state: 'degraded',
        text: 'detected says KernelDeadlock: INFO: task docker:20744 blocked for more than 120 seconds',
        since: '2026-11-22T13:46:57Z',
      },
      {
        rule: 'node-problem',
        state: 'degraded',
        text: 'detected says KubeletUnhealthy: kubelet:kubelet was found unhealthy; repair flag : false',
        since: '2026-11-22T13:46:09Z',
      },
      {
        rule: 'node-problem',
        state: 'degraded',
        text: 'detected says NTPProblem: ntp.service is not running',
        since: '2026-11-22T13:46:09Z',
      },
    ],
  },
  {
    title: 'a node without a network',
    read: () => read('network'),
    finds: [
      {
        rule: 'node-network',
        state: 'degraded',
        text: 'routeless has no network: RouteController failed to create a route',
        since: '2026-11-22T13:44:59Z',
      },
    ],
  },
  {
    title: 'a node that Karpenter takes away',
    read: () => read('goingKarpenter'),
    finds: [
      {
        rule: 'node-going',
        state: 'progressing',
        text: 'kwok-general-n7zx8-throatplump-1-2efed0wpzw-3028235590 is being taken away by an autoscaler',
        since: '2026-11-22T13:39:10Z',
      },
    ],
  },
  {
    title: 'a node that the Cluster Autoscaler takes away, and cordoned for it',
    read: () => read('goingClusterAutoscaler'),
    finds: [
      {
        rule: 'node-going',
        state: 'progressing',
        text: 'workers-hnnzp is being taken away by an autoscaler',
        since: '2026-11-22T13:43:15Z',
      },
    ],
  },
  {
    title: 'a node that the Cluster Autoscaler could do without',
    read: () => read('spareClusterAutoscaler'),
    finds: [],
  },
  {
    title: 'a kubelet that is too old',
    read: () => read('healthy', { serverVersion: 'v1.38.2' }),
    finds: [
      {
        rule: 'node-version',
        state: 'degraded',
        text: 'real-1 is out of step: its kubelet v1.34.4 is 4 minor versions older than the API server v1.38.2; 3 are supported',
      },
    ],
  },
  {
    title: 'a kubelet that is old, and not too old',
    read: () => read('healthy', { serverVersion: 'v1.37.0' }),
    finds: [],
  },
  {
    title: 'a kubelet that is too new',
    read: () => read('healthy', { serverVersion: 'v1.33.5' }),
    finds: [
      {
        rule: 'node-version',
        state: 'degraded',
        text: 'real-1 is out of step: its kubelet v1.34.4 is newer than the API server v1.33.5',
      },
    ],
  },
  {
    title: 'a node full of pods',
    read: () => read('full', { load: { cpuCores: 1, memoryBytes: 0, pods: 3 } }),
    finds: [{ rule: 'node-full', state: 'waiting', text: 'kwok-4 has 3 pods, as many as it takes' }],
  },
  {
    title: 'nodes of which pods have asked for all',
    read: () =>
      readRoom(
        [
          node('ready'),
          node('full'),
          node('cordoned'),
          node('goingKarpenter'),
          node('goingClusterAutoscaler'),
        ],
        new Map([['kwok-1', { cpuCores: 250, memoryBytes: 0, pods: 9 }]]),
      ),
    finds: [
      {
        rule: 'cluster-full',
        state: 'healthy',
        text: 'pods have asked for 96 % of the cpu of all ready nodes',
      },
    ],
  },
  {
    title: 'one node',
    read: () => readRoom([node('ready')], new Map()),
    finds: [
      { rule: 'one-node', state: 'healthy', text: 'kwok-1 is the only node: when it goes, everything goes' },
    ],
  },
];
