import type { Condition, NodeRow, NodeTaint } from '@greenroom/cluster-access';
import { type Finding, found, type Reading, together } from '../Finding';
import { linkTo } from '../links';
import { because, small } from '../words';
import type { Load } from './NodeLoad';
import { versionSkew } from './versions';

export interface NodeContext {
  /** What its pods have asked for; absent where pods may not be read. */
  load?: Load;
  /** The API server's version, where it is known. */
  serverVersion?: string;
}

type Part = Omit<Finding, 'object' | 'about'>;

/** What is wrong with a node. A node that does not answer says nothing else that could be believed. */
export function readNode(node: NodeRow, context: NodeContext): Reading {
  const silent = readReadiness(node);
  const parts = silent
    ? [silent, ...cordoned(node)]
    : [
        ...(node.troubles ?? []).map(readTrouble),
        ...cordoned(node),
        ...(node.taints ?? []).flatMap(taint => lifeOf(node, taint)),
        ...skew(node, context.serverVersion),
        ...crowd(node, context.load),
      ];
  return together(
    parts.map(part =>
      found({
        ...part,
        text: `${node.name} ${part.text}`,
        object: linkTo('Node', node),
        about: { node: [node.name] },
      }),
    ),
  );
}

/** The node does not answer: what was last said of it, or by it, is old. */
export function isSilent({ ready, reason }: NodeRow): boolean {
  // The node lifecycle controller writes it after `node-monitor-grace-period`.
  return !ready && reason === 'NodeStatusUnknown';
}

function readReadiness(node: NodeRow): Part | undefined {
  if (node.ready) {
    return undefined;
  }
  const starts = node.taints?.some(({ key }) => key === UNINITIALIZED);
  if (starts) {
    return { rule: 'node-starting', text: 'is not set up yet', since: node.createdAt };
  }
  const text = isSilent(node)
    ? 'does not answer: its kubelet stopped telling how it is'
    : because('is not ready', node.message ?? node.reason);
  return { rule: 'node-not-ready', text, since: node.since };
}

const pressures: Readonly<Record<string, string>> = {
  MemoryPressure: 'runs out of memory',
  DiskPressure: 'runs out of disk space',
  PIDPressure: 'runs out of process ids',
};

function readTrouble({ type, message, reason, since }: Condition): Part {
  if (type === 'NetworkUnavailable') {
    return { rule: 'node-network', text: because('has no network', message ?? reason), since };
  }
  const text = pressures[type] ?? because(`says ${type}`, message ?? reason);
  return { rule: 'node-pressure', text, since, cause: type };
}

function cordoned(node: NodeRow): Part[] {
  if (!node.cordoned) {
    return [];
  }
  const since = node.taints?.find(({ key }) => key === 'node.kubernetes.io/unschedulable')?.since;
  return [{ rule: 'node-cordoned', text: 'is cordoned: it takes no new pods', since }];
}

const UNINITIALIZED = 'node.cloudprovider.kubernetes.io/uninitialized';

/** Taints by which autoscalers say what they are about to do. Karpenter had another group before its v1. */
const going: ReadonlySet<string> = new Set([
  'ToBeDeletedByClusterAutoscaler',
  'karpenter.sh/disrupted',
  'karpenter.sh/disruption',
]);
const comes: ReadonlySet<string> = new Set([UNINITIALIZED, 'karpenter.sh/unregistered']);

function lifeOf(node: NodeRow, { key, since }: NodeTaint): Part[] {
  if (going.has(key)) {
    return [{ rule: 'node-going', text: 'is being taken away by an autoscaler', since }];
  }
  return comes.has(key) ? [{ rule: 'node-starting', text: 'is not set up yet', since: node.createdAt }] : [];
}

function skew(node: NodeRow, serverVersion: string | undefined): Part[] {
  const wrong = versionSkew(node.version, serverVersion);
  return wrong === undefined ? [] : [{ rule: 'node-version', text: `is out of step: ${small(wrong)}` }];
}

function crowd({ allocatable }: NodeRow, load: Load | undefined): Part[] {
  const isFull = allocatable && load && allocatable.pods > 0 && load.pods >= allocatable.pods;
  return isFull ? [{ rule: 'node-full', text: `has ${load.pods} pods, as many as it takes` }] : [];
}
