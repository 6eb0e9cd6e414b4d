import type { Cluster } from '@greenroom/cluster-access';
import { TooManyRequestsError } from '@greenroom/plugin-portal-node';
import type { Comparison, Revision, Rollout } from '@greenroom/plugin-rollouts-common';
import type { RolloutsService } from '../RolloutsService';
import { compare, type Side } from './compare';
import { type Line, linesOf } from './lines';
import { replicaSetTemplateSchema } from './podTemplate';

/** Templates that are kept: a revision's never changes. */
const KEPT = 500;
/** Templates that are asked for at one time, for everybody together. */
const AT_ONCE = 16;

type ReadableCluster = Pick<Cluster, 'name' | 'read'>;

export interface ReadableClusters {
  get(name: string): ReadableCluster;
}

const replicaSets = { group: 'apps', version: 'v1', resource: 'replicasets' };

/**
 * Preview against active. Templates are not in the cache of the cluster: they are read when somebody wants to compare,
 * once for each revision.
 */
export class Comparisons {
  readonly #clusters: ReadableClusters;
  readonly #rollouts: Pick<RolloutsService, 'replicaSet'>;
  /** By uid of the ReplicaSet, oldest use first. */
  readonly #templates = new Map<string, Promise<readonly Line[]>>();
  #asking = 0;

  constructor(clusters: ReadableClusters, rollouts: Pick<RolloutsService, 'replicaSet'>) {
    this.#clusters = clusters;
    this.#rollouts = rollouts;
  }

  /** @throws TooManyRequestsError, and whatever reading the cluster throws */
  async of(rollout: Rollout): Promise<Comparison> {
    const cluster = this.#clusters.get(rollout.cluster);
    const [active, preview] = await Promise.all([
      this.#side(cluster, rollout, rollout.active ?? rollout.stable),
      this.#side(cluster, rollout, rollout.preview),
    ]);
    return compare(active, preview);
  }

  async #side(
    cluster: ReadableCluster,
    rollout: Rollout,
    revision: Revision | undefined,
  ): Promise<Side | undefined> {
    const replicaSet = revision && this.#rollouts.replicaSet(rollout, revision.revision);
    if (!revision || !replicaSet) {
      return undefined;
    }
    return { revision, lines: await this.#template(cluster, rollout.namespace, replicaSet) };
  }

  #template(cluster: ReadableCluster, namespace: string, { uid, name }: { uid: string; name: string }) {
    const key = `${cluster.name} ${uid}`;
    const known = this.#templates.get(key) ?? this.#ask(cluster, namespace, name);
    // Used last, so kept longest; what failed is asked again by whoever comes next.
    this.#templates.delete(key);
    this.#templates.set(key, known);
    known.catch(() => this.#templates.delete(key));
    const oldest = this.#templates.keys().next();
    if (this.#templates.size > KEPT && !oldest.done) {
      this.#templates.delete(oldest.value);
    }
    return known;
  }

  async #ask(cluster: ReadableCluster, namespace: string, name: string): Promise<readonly Line[]> {
    if (this.#asking >= AT_ONCE) {
      throw new TooManyRequestsError(`${AT_ONCE} comparisons are being read already: try again in a moment`);
    }
    this.#asking += 1;
    try {
      const replicaSet = await cluster.read({ type: replicaSets, namespace, name }, replicaSetTemplateSchema);
      return linesOf(replicaSet.spec.template);
    } finally {
      this.#asking -= 1;
    }
  }
}
