import { z } from 'zod';
import type { WatchedKind } from '../types';
import { type Condition, conditions } from './condition';
import { clusterMetadata } from './metadata';
import { readQuantity } from './quantity';
import { part, text } from './tolerant';

/** One NodePool of Karpenter: which nodes may be made, and how many. */
export interface NodePoolRow {
  uid: string;
  name: string;
  createdAt?: string;
  /** By resource, in its base unit (cores, bytes, a number). */
  limits: Record<string, number>;
  /** What its nodes have together, by resource; `nodes` is how many there are. */
  resources: Record<string, number>;
  conditions: Condition[];
}

/** One NodeClaim of Karpenter: a node that is wanted, coming or there. */
export interface NodeClaimRow {
  uid: string;
  name: string;
  createdAt?: string;
  deleting?: true;
  pool?: string;
  /** The Node that it became. */
  node?: string;
  instanceType?: string;
  zone?: string;
  conditions: Condition[];
}

const amounts = z
  .record(z.string(), z.union([z.string(), z.number()]))
  .optional()
  .catch(undefined);

const nodePoolSchema = z.object({
  metadata: clusterMetadata,
  spec: part({ limits: amounts }),
  status: part({ resources: amounts, conditions }),
});

function numbers(written: z.infer<typeof amounts>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(written ?? {}).flatMap(([resource, quantity]) => {
      const value = readQuantity(quantity);
      return value === undefined ? [] : [[resource, value]];
    }),
  );
}

function projectNodePool(object: unknown): NodePoolRow | undefined {
  const parsed = nodePoolSchema.safeParse(object);
  if (!parsed.success) {
    return undefined;
  }
  const { metadata, spec, status } = parsed.data;
  return {
    uid: metadata.uid,
    name: metadata.name,
    createdAt: metadata.creationTimestamp,
    limits: numbers(spec?.limits),
    resources: numbers(status?.resources),
    conditions: status?.conditions ?? [],
  };
}

const nodeClaimSchema = z.object({
  metadata: clusterMetadata,
  status: part({ nodeName: text, conditions }),
});

function projectNodeClaim(object: unknown): NodeClaimRow | undefined {
  const parsed = nodeClaimSchema.safeParse(object);
  if (!parsed.success) {
    return undefined;
  }
  const { metadata, status } = parsed.data;
  const labels = metadata.labels ?? {};
  return {
    uid: metadata.uid,
    name: metadata.name,
    createdAt: metadata.creationTimestamp,
    ...(metadata.deletionTimestamp !== undefined && { deleting: true }),
    pool: labels['karpenter.sh/nodepool'] || undefined,
    node: status?.nodeName,
    instanceType: labels['node.kubernetes.io/instance-type'] || undefined,
    zone: labels['topology.kubernetes.io/zone'] || undefined,
    conditions: status?.conditions ?? [],
  };
}

const karpenter = (resource: string) => ({ group: 'karpenter.sh', version: 'v1', resource });

/** Karpenter's NodePools of a cluster. */
export const nodePoolsKind: WatchedKind<NodePoolRow> = {
  type: karpenter('nodepools'),
  isClusterWide: true,
  reads: nodePoolSchema,
  project: projectNodePool,
};

/** Karpenter's NodeClaims of a cluster. */
export const nodeClaimsKind: WatchedKind<NodeClaimRow> = {
  type: karpenter('nodeclaims'),
  isClusterWide: true,
  reads: nodeClaimSchema,
  project: projectNodeClaim,
};
