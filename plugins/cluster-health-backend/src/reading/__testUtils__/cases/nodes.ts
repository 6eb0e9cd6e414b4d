import { nodeClaimsKind, nodePoolsKind, nodesKind } from '@greenroom/cluster-access';
import karpenter from '../../__fixtures__/karpenter.json';
import documented from '../../__fixtures__/kubeletNodes.json';
import recorded from '../../__fixtures__/nodes.json';
import { readClusterAutoscaler } from '../../autoscaling/readClusterAutoscaler';
import { readNodeClaim, readNodePool } from '../../autoscaling/readKarpenter';
import { type NodeContext, readNode } from '../../nodes/readNode';
import { readRoom } from '../../nodes/readRoom';
import { MINUTE } from '../../time';
import type { Case } from '../Case';
import { clusterAutoscalerStatus } from '../clusterAutoscalerStatus';
import { row } from '../fixtures';

const nodes = { ...recorded, ...documented };
const node = (name: string) => row(nodesKind, nodes, name);
const read = (name: string, context: NodeContext = {}) => readNode(node(name), context);
/** Within which Karpenter and the Cluster Autoscaler were recorded. */
const AT = Date.parse('2026-11-22T07:29:10Z');
const claim = (name: string, now = AT) =>
  readNodeClaim(row(nodeClaimsKind, karpenter, `NodeClaim/${name}`), now);
const pool = (name: string) => readNodePool(row(nodePoolsKind, karpenter, `NodePool/${name}`));
const autoscaler = (name: Parameters<typeof clusterAutoscalerStatus>[0], now = AT) =>
  readClusterAutoscaler(clusterAutoscalerStatus(name), now);
const since = '2026-11-21T11:10:00Z';
/** The Cluster Autoscaler does not say since when either is so. */
const workersAtMaximum = {
  rule: 'node-group-at-maximum',
  state: 'healthy',
  text: 'node group workers is at its maximum of 2 nodes',
} as const;
const refusedGroup = {
  rule: 'node-group-backoff',
  state: 'degraded',
  text: `node group refused could not grow: failed to increase node group size: couldn't create new node 'refused-9tn6g': nodes "refused-9tn6g" is forbidden: ValidatingAdmissionPolicy 'no-capacity' with binding 'no-capacity' denied request: no more machines of this kind today`,
} as const;

export const nodeCases: Case[] = [
  { title: 'a node that is ready', read: () => read('ready', { serverVersion: 'v1.34.4' }), finds: [] },
  { title: 'a node for some pods only', read: () => read('dedicated'), finds: [] },
  {
    title: 'a node that fell silent',
    read: () => read('silent'),
    finds: [
      {
        rule: 'node-not-ready',
        state: 'degraded',
        text: 'kwok-1 does not answer: its kubelet stopped telling how it is',
        since: '2026-11-21T11:26:59Z',
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
        text: 'notready is not ready: container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized',
        since,
      },
    ],
  },
  {
    title: 'a node that is new',
    read: () => read('starting'),
    finds: [
      {
        rule: 'node-starting',
        state: 'progressing',
        text: 'starting is not set up yet',
        since: '2026-11-21T11:24:24Z',
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
    finds: [{ rule: 'node-pressure', state: 'degraded', text: 'memory runs out of memory', since }],
  },
  {
    title: 'a node that runs out of disk space',
    read: () => read('disk'),
    finds: [{ rule: 'node-pressure', state: 'degraded', text: 'disk runs out of disk space', since }],
  },
  {
    title: 'what a node problem detector found',
    read: () => read('problemDetector'),
    finds: [
      {
        rule: 'node-pressure',
        state: 'degraded',
        text: 'problemdetector says ReadonlyFilesystem: Filesystem is read-only',
        since,
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
        text: 'network has no network: Node created without a route',
        since,
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
        text: 'goingkarpenter is being taken away by an autoscaler',
      },
    ],
  },
  {
    title: 'a node that the Cluster Autoscaler takes away',
    read: () => read('goingClusterAutoscaler'),
    finds: [
      { rule: 'node-going', state: 'progressing', text: 'goingca is being taken away by an autoscaler' },
    ],
  },
  {
    title: 'a kubelet that is too old',
    read: () => read('old', { serverVersion: 'v1.34.4' }),
    finds: [
      {
        rule: 'node-version',
        state: 'degraded',
        text: 'old is out of step: its kubelet v1.30.9 is 4 minor versions older than the API server v1.34.4; 3 are supported',
      },
    ],
  },
  {
    title: 'a kubelet that is too new',
    read: () => read('new', { serverVersion: 'v1.34.4' }),
    finds: [
      {
        rule: 'node-version',
        state: 'degraded',
        text: 'new is out of step: its kubelet v1.35.0 is newer than the API server v1.34.4',
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
        [node('ready'), node('full'), node('cordoned')],
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
  { title: 'a node pool with room', read: () => pool('general'), finds: [] },
  {
    title: 'a node pool at its limit',
    read: () => pool('full'),
    finds: [
      { rule: 'node-pool-at-limit', state: 'healthy', text: 'node pool full is at its limit of 3 cpu' },
    ],
  },
  {
    title: 'a node pool that can not make nodes',
    read: () => pool('unready'),
    finds: [
      {
        rule: 'node-pool-unready',
        state: 'degraded',
        text: 'node pool unready makes no nodes: NodeClass not found on cluster',
        since: '2026-11-22T07:18:40Z',
      },
    ],
  },
  {
    title: 'a node pool whose machines do not become nodes',
    read: () => pool('unregistered'),
    finds: [
      {
        rule: 'node-pool-unready',
        state: 'degraded',
        text: 'machines of node pool never do not become nodes: Failed to register node',
        since: '2026-11-22T07:33:41Z',
      },
    ],
  },
  {
    title: 'a node pool whose machines can not be had',
    read: () => pool('unlaunched'),
    finds: [
      {
        rule: 'node-pool-unready',
        state: 'degraded',
        text: 'machines of node pool general can not be had: translating nodeclaim to node, instance type not found (instance-type=m6i.metal)',
        since: '2026-11-22T07:34:13Z',
      },
    ],
  },
  { title: 'a node that came', read: () => claim('ready'), finds: [] },
  {
    title: 'a node that can not be had',
    read: () => claim('unlaunched'),
    finds: [
      {
        rule: 'node-claim-unlaunched',
        state: 'degraded',
        text: 'a node of pool general can not be had: translating nodeclaim to node, instance type not found (instance-type=m6i.metal)',
        since: '2026-11-22T07:29:06Z',
      },
    ],
  },
  {
    title: 'a machine that does not become a node',
    read: () => claim('unregistered'),
    finds: [
      {
        rule: 'node-claim-unregistered',
        state: 'degraded',
        text: 'the machine of never-m5qjf has not become a node: Node not registered with cluster',
        since: '2026-11-22T07:18:41Z',
      },
    ],
  },
  {
    title: 'a machine that is a node and not set up',
    read: () => claim('uninitialised'),
    finds: [
      {
        rule: 'node-claim-unregistered',
        state: 'degraded',
        text: 'the machine of uninitialised-dtnwh is not set up: StartupTaint "cni.example/not-ready:NoSchedule" still exists',
        since: '2026-11-22T07:18:41Z',
      },
    ],
  },
  {
    title: 'a node on its way',
    read: () => claim('unregistered', Date.parse('2026-11-22T07:19:41Z')),
    finds: [
      {
        rule: 'node-claim-coming',
        state: 'progressing',
        text: 'a node of pool never (m-2x-amd64-linux) is on its way',
        since: '2026-11-22T07:18:41Z',
      },
    ],
  },
  {
    title: 'a node group of the Cluster Autoscaler at its maximum',
    read: () => autoscaler('atMaximum'),
    finds: [workersAtMaximum],
  },
  {
    title: 'a node group that could not grow',
    read: () => autoscaler('backoff'),
    finds: [workersAtMaximum, refusedGroup],
  },
  {
    title: 'a cluster of which no node answers, to the Cluster Autoscaler',
    read: () => autoscaler('unhealthy'),
    finds: [
      {
        rule: 'node-group-unhealthy',
        state: 'degraded',
        text: 'the Cluster Autoscaler does nothing, because the cluster is not healthy: 0 of 12 nodes are ready',
        since: '2026-11-22T07:33:07Z',
      },
      workersAtMaximum,
      refusedGroup,
      {
        rule: 'node-group-unhealthy',
        state: 'degraded',
        text: 'node group machines is not healthy',
        since: '2026-11-22T07:33:07Z',
      },
    ],
  },
  {
    title: 'a Cluster Autoscaler that does not write any more',
    read: () => autoscaler('atMaximum', AT + 7 * MINUTE),
    finds: [
      {
        rule: 'node-autoscaler-silent',
        state: 'unknown',
        text: 'the Cluster Autoscaler has stopped writing how it is',
        since: '2026-11-22T07:30:59Z',
      },
    ],
  },
];
