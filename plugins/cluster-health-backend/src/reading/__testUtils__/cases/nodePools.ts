import { nodeClaimsKind, nodePoolsKind } from '@greenroom/cluster-access';
import karpenter from '../../__fixtures__/karpenter.json';
import { readClusterAutoscaler } from '../../autoscaling/readClusterAutoscaler';
import { readNodeClaim, readNodePool } from '../../autoscaling/readKarpenter';
import { MINUTE } from '../../time';
import type { Case } from '../Case';
import { clusterAutoscalerStatus } from '../clusterAutoscalerStatus';
import { row } from '../fixtures';

/** Within which Karpenter and the Cluster Autoscaler were recorded. */
const AT = Date.parse('2026-11-22T07:29:10Z');
const claim = (name: string, now = AT) =>
  readNodeClaim(row(nodeClaimsKind, karpenter, `NodeClaim/${name}`), now);
const pool = (name: string) => readNodePool(row(nodePoolsKind, karpenter, `NodePool/${name}`));
const autoscaler = (name: Parameters<typeof clusterAutoscalerStatus>[0], now = AT) =>
  readClusterAutoscaler(clusterAutoscalerStatus(name), now);
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

export const nodePoolCases: Case[] = [
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
    title: 'a machine that goes, as far as a disruption budget lets it',
    read: () => claim('draining'),
    finds: [],
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
