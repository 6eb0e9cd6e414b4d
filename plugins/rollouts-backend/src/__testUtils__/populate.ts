import {
  type ArgoRolloutRow,
  podsKind,
  type ReplicaSetRow,
  replicaSetsKind,
  rolloutsKind,
  servicesKind,
} from '@greenroom/cluster-access';
import type { FakeCluster } from '@greenroom/cluster-access/testUtils';
import { makePod, makeReplicaSet, makeService } from './objects';

/** Puts a rollout with everything around it into a cluster. */
export function populate(cluster: FakeCluster, rollout: ArgoRolloutRow): { current: ReplicaSetRow } {
  const [stable, current] = [rollout.stableHash, rollout.currentHash].map(hash =>
    makeReplicaSet(rollout, hash ?? ''),
  ) as [ReplicaSetRow, ReplicaSetRow];
  cluster
    .watch(servicesKind)
    .put(
      makeService(rollout, rollout.activeService ?? '', rollout.activeHash),
      makeService(rollout, rollout.previewService ?? '', rollout.previewHash),
    );
  cluster.watch(replicaSetsKind).put(stable, current);
  cluster.watch(podsKind).put(...[stable, current].flatMap(set => [makePod(set, 0), makePod(set, 1)]));
  cluster.watch(rolloutsKind).put(rollout);
  return { current };
}
