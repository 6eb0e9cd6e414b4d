import { ConflictError, isError } from '@backstage/errors';
import { headConfigMapSchema, type HeadConfigMap, headPatch } from './headConfigMap';
import type { SignedHead } from './SignedHead';

/** Where the head of a ledger is kept outside the database. */
export interface HeadPlace {
  cluster: string;
  namespace: string;
  name: string;
}

interface ConfigMapRef {
  type: { group: string; version: string; resource: string };
  namespace: string;
  name: string;
}

/** What is asked of a cluster here. */
interface HeadCluster {
  read(ref: ConfigMapRef, schema: typeof headConfigMapSchema): Promise<HeadConfigMap>;
  guardedPatch(
    patch: { ref: ConfigMapRef; requestId: string } & NonNullable<ReturnType<typeof headPatch>>,
  ): Promise<unknown>;
}

/** Other replicas write it too. */
const ROUNDS = 3;

/**
 * Keeps heads in a ConfigMap of a cluster: never an older one over a newer.
 * The returned function throws what reading and writing the cluster throws.
 */
export function headKeeper(
  clusters: { get(name: string): HeadCluster },
  { cluster: clusterName, namespace, name }: HeadPlace,
): (head: SignedHead) => Promise<void> {
  const ref = { type: { group: '', version: 'v1', resource: 'configmaps' }, namespace, name };
  return async head => {
    const cluster = clusters.get(clusterName);
    for (let round = 1; ; round += 1) {
      const patch = headPatch(await cluster.read(ref, headConfigMapSchema), head);
      if (!patch) {
        return;
      }
      try {
        await cluster.guardedPatch({ ref, ...patch, requestId: `ledger-head-${head.chain}-${head.seq}` });
        return;
      } catch (error) {
        if (round === ROUNDS || !isError(error) || error.name !== ConflictError.name) {
          throw error;
        }
      }
    }
  };
}
