import type { NodeRow as Node } from '@greenroom/cluster-access';
import type { NodeRow, Problem } from '@greenroom/plugin-cluster-health-common';
import { capacitiesOf, type Load, type Used } from '../nodes/NodeLoad';
import { standingOf } from '../problems/verdict';

export interface NodeRowContext {
  problems: readonly Problem[];
  /** Absent where pods may not be read. */
  load?: Load;
  used?: Used;
}

const ROLE = 'node-role.kubernetes.io/';

/** Labels by which a node says where it came from: Karpenter, EKS, GKE, AKS, Scaleway, eksctl. */
const poolLabels = [
  'karpenter.sh/nodepool',
  'eks.amazonaws.com/nodegroup',
  'cloud.google.com/gke-nodepool',
  'kubernetes.azure.com/agentpool',
  'k8s.scaleway.com/pool-name',
  'alpha.eksctl.io/nodegroup-name',
];

const pressureNames: Readonly<Record<string, string>> = {
  MemoryPressure: 'memory',
  DiskPressure: 'disk',
  PIDPressure: 'pid',
};

/** One node as a line. */
export function nodeRow(node: Node, { problems, load, used }: NodeRowContext): NodeRow {
  const { verdict, since } = standingOf(problems, [], `${node.name} is ready`);
  const { labels } = node;
  const capacity = load && capacitiesOf([node], load, used);
  return {
    name: node.name,
    uid: node.uid,
    verdict,
    since: since ?? node.since,
    ready: node.ready,
    cordoned: node.cordoned,
    version: node.version,
    roles: Object.keys(labels)
      .flatMap(label => (label.startsWith(ROLE) ? [label.slice(ROLE.length)] : []))
      .sort(),
    zone: labels['topology.kubernetes.io/zone'],
    instanceType: labels['node.kubernetes.io/instance-type'],
    pool: poolLabels.map(label => labels[label]).find(pool => pool),
    pressure: (node.troubles ?? []).flatMap(({ type }) => pressureNames[type] ?? []),
    taints: (node.taints ?? []).map(
      ({ key, value, effect }) => `${key}${value === undefined ? '' : `=${value}`}:${effect}`,
    ),
    ...(capacity && { capacity }),
    createdAt: node.createdAt,
  };
}
