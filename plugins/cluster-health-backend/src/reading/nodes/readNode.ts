import type { Condition, NodeRow, NodeTaint } from '@greenroom/cluster-access';
import { type Finding, found, type Reading, together } from '../Finding';
import { linkTo } from '../links';
import { hasLasted, instant, MINUTE, SECOND, stamp } from '../time';
import { because, small } from '../words';
import type { Load } from './NodeLoad';
import { versionSkew } from './versions';

/** A node that takes longer than this to become ready for the first time does not come up. */
const STARTING_LIMIT = 5 * MINUTE;
/** The first thing that a kubelet says of its node is that it is not ready. */
const FIRST_WORD = 10 * SECOND;

export interface NodeContext {
  /** Milliseconds since 1970. */
  now: number;
  /** What its pods have asked for; absent where pods may not be read. */
  load?: Load;
  /** The API server's version, where it is known. */
  serverVersion?: string;
}

type Part = Omit<Finding, 'object' | 'about'>;

/** What is wrong with a node. A node that does not answer says nothing else that could be believed. */
export function readNode(node: NodeRow, context: NodeContext): Reading {
  const { part: silent, until } = readReadiness(node, context.now);
  const parts = silent
    ? [silent, ...kept(node)]
    : [
        ...(node.troubles ?? []).map(readTrouble),
        ...kept(node),
        ...coming(node),
        ...skew(node, context.serverVersion),
        ...crowd(node, context.load),
      ];
  return together(
    parts.map(part =>
      found(
        {
          ...part,
          text: `${node.name} ${part.text}`,
          object: linkTo('Node', node),
          about: { node: [node.name] },
        },
        until,
      ),
    ),
  );
}

/** The node does not answer: what was last said of it, or by it, is old. */
export function isSilent({ ready, reason }: NodeRow): boolean {
  // The node lifecycle controller writes it after `node-monitor-grace-period`.
  return !ready && reason === 'NodeStatusUnknown';
}

function readReadiness(node: NodeRow, now: number): { part?: Part; until?: number } {
  if (node.ready) {
    return {};
  }
  if (isSilent(node)) {
    const text = 'does not answer: its kubelet stopped telling how it is';
    return { part: { rule: 'node-not-ready', text, since: node.since } };
  }
  const why = node.message === undefined ? node.reason : reasons(node.message);
  const { lasted, until } = hasLasted(node.createdAt, STARTING_LIMIT, now);
  if (!lasted && isComing(node)) {
    const text = because('is not set up yet', why);
    return { part: { rule: 'node-starting', text, since: node.createdAt }, until };
  }
  return { part: { rule: 'node-not-ready', text: because('is not ready', why), since: node.since } };
}

/** It has never been ready, or its cloud has not looked at it yet. */
function isComing({ taints, since, createdAt }: NodeRow): boolean {
  const [saidAt, madeAt] = [instant(since), instant(createdAt)];
  const isFirstWord = saidAt !== undefined && madeAt !== undefined && saidAt - madeAt < FIRST_WORD;
  return isFirstWord || (taints ?? []).some(({ key }) => key === UNINITIALIZED);
}

/** A kubelet that has several reasons writes them as a list. */
function reasons(message: string): string {
  return message.replace(/^\[(.*)\]$/, '$1');
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
  const pressure = pressures[type];
  return pressure === undefined
    ? { rule: 'node-problem', text: because(`says ${type}`, message ?? reason), since, cause: type }
    : { rule: 'node-pressure', text: pressure, since, cause: type };
}

/** Who keeps new pods away. The Cluster Autoscaler cordons what it takes away, so that nobody else did. */
function kept(node: NodeRow): Part[] {
  const going = node.taints?.find(isOfGoing);
  if (going) {
    return [
      {
        rule: 'node-going',
        text: 'is being taken away by an autoscaler',
        since: goingSince(going) ?? node.deletedAt,
      },
    ];
  }
  const since = node.taints?.find(({ key }) => key === 'node.kubernetes.io/unschedulable')?.since;
  return node.cordoned ? [{ rule: 'node-cordoned', text: 'is cordoned: it takes no new pods', since }] : [];
}

const UNINITIALIZED = 'node.cloudprovider.kubernetes.io/uninitialized';

const OF_CLUSTER_AUTOSCALER = 'ToBeDeletedByClusterAutoscaler';

/** Taints by which autoscalers say what they are about to do. Karpenter had another group before its v1. */
const going: ReadonlySet<string> = new Set([
  OF_CLUSTER_AUTOSCALER,
  'karpenter.sh/disrupted',
  'karpenter.sh/disruption',
]);
const comes: ReadonlySet<string> = new Set([UNINITIALIZED, 'karpenter.sh/unregistered']);

function isOfGoing({ key }: NodeTaint): boolean {
  return going.has(key);
}

/** An autoscaler takes it away: what is free there is no room for anybody. */
export function isGoing({ taints = [] }: NodeRow): boolean {
  return taints.some(isOfGoing);
}

/** The Cluster Autoscaler writes when it began into the taint, in seconds since 1970; Karpenter writes nothing there. */
function goingSince({ key, value, since }: NodeTaint): string | undefined {
  const seconds = key === OF_CLUSTER_AUTOSCALER && /^\d{1,11}$/.test(value ?? '') ? Number(value) : undefined;
  return seconds === undefined ? since : stamp(seconds * SECOND);
}

function coming({ taints = [], createdAt }: NodeRow): Part[] {
  return taints
    .filter(({ key }) => comes.has(key))
    .map(() => ({ rule: 'node-starting', text: 'is not set up yet', since: createdAt }));
}

function skew(node: NodeRow, serverVersion: string | undefined): Part[] {
  const wrong = versionSkew(node.version, serverVersion);
  return wrong === undefined ? [] : [{ rule: 'node-version', text: `is out of step: ${small(wrong)}` }];
}

function crowd({ allocatable }: NodeRow, load: Load | undefined): Part[] {
  const isFull = allocatable && load && allocatable.pods > 0 && load.pods >= allocatable.pods;
  return isFull ? [{ rule: 'node-full', text: `has ${load.pods} pods, as many as it takes` }] : [];
}
