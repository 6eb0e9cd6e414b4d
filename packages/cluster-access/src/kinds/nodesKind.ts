import { z } from 'zod';
import type { WatchedKind } from '../types';
import { type Condition, conditions } from './condition';
import { clusterMetadata } from './metadata';
import { readQuantity } from './quantity';
import { each, flag, part, text } from './tolerant';

/** One node: whether pods can run there. */
export interface NodeRow {
  uid: string;
  name: string;
  labels: Record<string, string>;
  ready: boolean;
  /** Why it is not ready, in the kubelet's or the node controller's word. */
  reason?: string;
  message?: string;
  /** Takes no new pods. */
  cordoned: boolean;
  /** The kubelet's version. */
  version?: string;
  createdAt?: string;
  /** Since when it is ready, or is not. */
  since?: string;
  /** Other conditions that are bad: pressure, no network, and what a node problem detector found. */
  troubles?: Condition[];
  taints?: NodeTaint[];
  /** What pods can have of it: cores, bytes, a number. */
  allocatable?: { cpuCores: number; memoryBytes: number; pods: number };
  /** Since when it is to go, where something holds it. */
  deletedAt?: string;
}

/** What keeps pods away that do not tolerate it. */
export interface NodeTaint {
  key: string;
  value?: string;
  effect: string;
  since?: string;
}

const quantities = z
  .record(z.string(), z.union([z.string(), z.number()]))
  .optional()
  .catch(undefined);

const nodeSchema = z.object({
  metadata: clusterMetadata,
  spec: part({
    unschedulable: flag,
    taints: each(z.object({ key: z.string(), value: text, effect: z.string(), timeAdded: text })),
  }),
  status: part({
    conditions,
    allocatable: quantities,
    nodeInfo: part({ kubeletVersion: text }),
  }),
});

function projectNode(object: unknown): NodeRow | undefined {
  const parsed = nodeSchema.safeParse(object);
  if (!parsed.success) {
    return undefined;
  }
  const { metadata, spec, status } = parsed.data;
  const readiness = status?.conditions.find(({ type }) => type === 'Ready');
  const ready = readiness?.status === 'True';
  return {
    uid: metadata.uid,
    name: metadata.name,
    labels: metadata.labels ?? {},
    ready,
    ...(ready ? {} : { reason: readiness?.reason, message: readiness?.message }),
    cordoned: spec?.unschedulable === true,
    version: status?.nodeInfo?.kubeletVersion,
    createdAt: metadata.creationTimestamp,
    ...(readiness?.since !== undefined && { since: readiness.since }),
    ...more(parsed.data),
  };
}

/** Kubernetes' convention for a node: every condition but `Ready` says `True` when something is wrong. */
function more({ metadata, spec, status }: z.infer<typeof nodeSchema>): Partial<NodeRow> {
  const troubles = status?.conditions.filter(({ type, status: is }) => type !== 'Ready' && is === 'True');
  const taints = spec?.taints.map(({ key, value, effect, timeAdded }) => ({
    key,
    ...(value !== undefined && { value }),
    effect,
    ...(timeAdded !== undefined && { since: timeAdded }),
  }));
  const allocatable = status?.allocatable;
  return {
    ...(troubles?.length && { troubles }),
    ...(taints?.length && { taints }),
    ...(allocatable && {
      allocatable: {
        cpuCores: readQuantity(allocatable.cpu) ?? 0,
        memoryBytes: readQuantity(allocatable.memory) ?? 0,
        pods: readQuantity(allocatable.pods) ?? 0,
      },
    }),
    ...(metadata.deletionTimestamp !== undefined && { deletedAt: metadata.deletionTimestamp }),
  };
}

/** Nodes of a cluster. */
export const nodesKind: WatchedKind<NodeRow> = {
  type: { group: '', version: 'v1', resource: 'nodes' },
  isClusterWide: true,
  reads: nodeSchema,
  project: projectNode,
};
