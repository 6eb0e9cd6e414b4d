import { z } from 'zod';
import type { WatchedKind } from '../types';
import { type Condition, conditions, kept } from './condition';
import { namespacedMetadata } from './metadata';
import { part, text, whole } from './tolerant';

/** One CephCluster of Rook, and what Ceph said when Rook asked last. */
export interface CephClusterRow {
  uid: string;
  namespace: string;
  name: string;
  createdAt?: string;
  /** Rook's: `Ready`, `Progressing`, `Connecting`, `Failure`, `Deleting` … */
  phase?: string;
  message?: string;
  /** `HEALTH_OK`, `HEALTH_WARN` or `HEALTH_ERR`; absent where Ceph never answered. */
  health?: string;
  /** By Ceph's own names, e.g. `OSD_NEARFULL`. */
  checks: Record<string, { severity?: string; message?: string }>;
  /** When Rook asked Ceph last, and when the health became another one. */
  checkedAt?: string;
  changedAt?: string;
  totalBytes?: number;
  usedBytes?: number;
  version?: string;
  conditions: Condition[];
}

/** One CephBlockPool of Rook. */
export interface CephBlockPoolRow {
  uid: string;
  namespace: string;
  name: string;
  createdAt?: string;
  /** `Ready`, `Progressing`, `Failure` … */
  phase?: string;
  /** Copies of each block; absent where it is erasure coded. */
  replicas?: number;
}

const bytes = z.number().nonnegative().optional().catch(undefined);
const checks = z
  .record(
    z.string(),
    z.object({ severity: text, message: text }).catch({ severity: undefined, message: undefined }),
  )
  .optional()
  .catch(undefined);

const clusterSchema = z.object({
  metadata: namespacedMetadata,
  status: part({
    phase: text,
    message: text,
    ceph: part({
      health: text,
      details: checks,
      lastChecked: text,
      lastChanged: text,
      capacity: part({ bytesTotal: bytes, bytesUsed: bytes }),
    }),
    version: part({ version: text }),
    conditions,
  }),
});

function projectCephCluster(object: unknown): CephClusterRow | undefined {
  const parsed = clusterSchema.safeParse(object);
  if (!parsed.success) {
    return undefined;
  }
  const { metadata, status } = parsed.data;
  const ceph = status?.ceph;
  const details = Object.entries(ceph?.details ?? {});
  return {
    uid: metadata.uid,
    namespace: metadata.namespace,
    name: metadata.name,
    createdAt: metadata.creationTimestamp,
    phase: status?.phase,
    message: kept(status?.message),
    health: ceph?.health,
    checks: Object.fromEntries(
      details.map(([name, { severity, message }]) => [name, { severity, message: kept(message) }]),
    ),
    checkedAt: ceph?.lastChecked,
    changedAt: ceph?.lastChanged,
    totalBytes: ceph?.capacity?.bytesTotal,
    usedBytes: ceph?.capacity?.bytesUsed,
    version: status?.version?.version,
    conditions: status?.conditions ?? [],
  };
}

const poolSchema = z.object({
  metadata: namespacedMetadata,
  spec: part({ replicated: part({ size: whole }) }),
  status: part({ phase: text }),
});

function projectCephBlockPool(object: unknown): CephBlockPoolRow | undefined {
  const parsed = poolSchema.safeParse(object);
  if (!parsed.success) {
    return undefined;
  }
  const { metadata, spec, status } = parsed.data;
  const replicas = spec?.replicated?.size;
  return {
    uid: metadata.uid,
    namespace: metadata.namespace,
    name: metadata.name,
    createdAt: metadata.creationTimestamp,
    phase: status?.phase,
    // Rook writes 0 where a pool is erasure coded.
    ...(replicas && { replicas }),
  };
}

const rook = (resource: string) => ({ group: 'ceph.rook.io', version: 'v1', resource });

/** Rook's CephClusters of a cluster. */
export const cephClustersKind: WatchedKind<CephClusterRow> = {
  type: rook('cephclusters'),
  reads: clusterSchema,
  project: projectCephCluster,
};

/** Rook's CephBlockPools of a cluster. */
export const cephBlockPoolsKind: WatchedKind<CephBlockPoolRow> = {
  type: rook('cephblockpools'),
  reads: poolSchema,
  project: projectCephBlockPool,
};
