import type {
  CephBlockPoolRow,
  CephClusterRow,
  VolumeClaimRow,
  VolumeRow as Volume,
} from '@greenroom/cluster-access';
import type { CephRow, Problem, VolumeRow } from '@greenroom/plugin-cluster-health-common';
import { standingOf } from '../problems/verdict';
import { checksOf } from '../storage/readCeph';
import { bytes } from '../words';

/** One claim as a line. */
export function claimRow(claim: VolumeClaimRow, problems: readonly Problem[], entityRef?: string): VolumeRow {
  const size = claim.capacityBytes === undefined ? '' : ` of ${bytes(claim.capacityBytes)}`;
  const { verdict, since } = standingOf(problems, [], `claim ${claim.name} has its volume${size}`);
  return {
    namespace: claim.namespace,
    name: claim.name,
    uid: claim.uid,
    phase: claim.phase,
    storageClass: claim.storageClass,
    volume: claim.volume,
    requestedBytes: claim.requestedBytes,
    capacityBytes: claim.capacityBytes,
    accessModes: claim.accessModes,
    verdict,
    ...(since !== undefined && { since }),
    ...(entityRef !== undefined && { entityRef }),
    createdAt: claim.createdAt,
  };
}

/** One volume that no claim holds as a line; `undefined` for one that its claim's line tells of. */
export function volumeRow(volume: Volume, problems: readonly Problem[]): VolumeRow | undefined {
  if (volume.phase === 'Bound') {
    return undefined;
  }
  const { verdict, since } = standingOf(problems, [], `volume ${volume.name} is free`);
  return {
    name: volume.name,
    uid: volume.uid,
    phase: volume.phase,
    storageClass: volume.storageClass,
    volume: volume.name,
    capacityBytes: volume.capacityBytes,
    accessModes: [],
    verdict,
    since: since ?? volume.since,
    createdAt: volume.createdAt,
  };
}

/** One CephCluster as a line. */
export function cephClusterRow(cluster: CephClusterRow, problems: readonly Problem[]): CephRow {
  const { verdict, since } = standingOf(problems, [], `Ceph (${cluster.name}) is well`);
  return {
    kind: 'CephCluster',
    namespace: cluster.namespace,
    name: cluster.name,
    uid: cluster.uid,
    phase: cluster.phase,
    health: cluster.health,
    checks: checksOf(cluster),
    usedBytes: cluster.usedBytes,
    totalBytes: cluster.totalBytes,
    version: cluster.version,
    checkedAt: cluster.checkedAt,
    verdict,
    since: since ?? cluster.changedAt,
  };
}

/** One CephBlockPool as a line. */
export function cephBlockPoolRow(pool: CephBlockPoolRow, problems: readonly Problem[]): CephRow {
  const { verdict, since } = standingOf(problems, [], `pool ${pool.name} is ready`);
  return {
    kind: 'CephBlockPool',
    namespace: pool.namespace,
    name: pool.name,
    uid: pool.uid,
    phase: pool.phase,
    checks: [],
    replicas: pool.replicas,
    verdict,
    ...(since !== undefined && { since }),
  };
}
