import { type Cluster, type ObjectRef } from '@greenroom/cluster-access';
import { ConflictError, isError } from '@backstage/errors';
import { headConfigMapSchema, headPatch, type SignedHead } from '@greenroom/plugin-portal-node';

/** Where the head of the ledger is kept outside the database. */
export interface HeadPlace {
  cluster: string;
  namespace: string;
  name: string;
}

/** Other replicas write it too. */
const ROUNDS = 3;

/**
 * Keeps heads in a ConfigMap of a cluster: never an older one over a newer.
 * The returned function throws what reading and writing the cluster throws.
 */
export function headKeeper(
  clusters: { get(name: string): Pick<Cluster, 'read' | 'guardedPatch'> },
  { cluster: clusterName, namespace, name }: HeadPlace,
): (head: SignedHead) => Promise<void> {
  const ref: ObjectRef = { type: { group: '', version: 'v1', resource: 'configmaps' }, namespace, name };
  return async head => {
    const cluster = clusters.get(clusterName);
    for (let round = 1; ; round += 1) {
      const patch = headPatch(await cluster.read(ref, headConfigMapSchema), head);
      if (!patch) {
        return;
      }
      try {
        await cluster.guardedPatch({ ref, ...patch, requestId: `ledger-head-${head.seq}` });
        return;
      } catch (error) {
        if (round === ROUNDS || !isError(error) || error.name !== ConflictError.name) {
          throw error;
        }
      }
    }
  };
}
