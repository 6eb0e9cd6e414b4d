import {
  type ArgoRolloutRow,
  type Cluster,
  type LiveCollection,
  type NamespaceRow,
  namespacesKind,
  type Part,
  type PodRow,
  podsKind,
  type ReplicaSetRow,
  replicaSetsKind,
  rolloutsKind,
  type RowChange,
  type RowIdentity,
  RowIndex,
  type ServiceRow,
  servicesKind,
  type WatchedKind,
} from '@greenroom/cluster-access';
import { analysisRunsKind } from '../argo/analysisRunsKind';
import type { RolloutObjects } from '../argo/reading/scene';
import type { AnalysisRunRow } from '../argo/rows';

/**
 * The objects of one cluster that rollouts are read from, joined by owner and by the names of Services. By uid, not by
 * name or label: those may be anybody's. Rollouts are named `namespace/name`.
 */
export class ClusterObjects {
  readonly #rollouts: LiveCollection<ArgoRolloutRow>;
  readonly #services: LiveCollection<ServiceRow>;
  readonly #namespaces: LiveCollection<NamespaceRow>;
  readonly #parts: { name: string; collection: { readonly state: Part['state'] } }[] = [];
  readonly #unsubscribe: (() => void)[] = [];

  readonly #rolloutOfUid = new RowIndex<ArgoRolloutRow>(row => [row.uid]);
  readonly #rolloutsOfNamespace = new RowIndex<ArgoRolloutRow>(row => [row.namespace]);
  readonly #rolloutsOfService = new RowIndex<ArgoRolloutRow>(serviceKeys);
  readonly #setsOfRollout = new RowIndex<ReplicaSetRow>(owners);
  readonly #setOfUid = new RowIndex<ReplicaSetRow>(row => [row.uid]);
  readonly #podsOfSet = new RowIndex<PodRow>(owners);
  readonly #runsOfRollout = new RowIndex<AnalysisRunRow>(owners);

  /** `onChange` is told which rollouts may read differently now; of none when only `parts` changed. */
  constructor(cluster: Cluster, onChange: (rollouts: Iterable<string>) => void) {
    const follow = <Row extends RowIdentity>(
      kind: WatchedKind<Row>,
      touch: (change: RowChange<Row>) => Iterable<string>,
    ) => {
      const collection = cluster.watch(kind);
      collection.rows().forEach((row, key) => touch({ key, row }));
      this.#unsubscribe.push(
        collection.subscribe(changes => onChange(new Set(changes.flatMap(change => [...touch(change)])))),
      );
      this.#parts.push({ name: kind.type.resource, collection });
      return collection;
    };
    this.#rollouts = follow(rolloutsKind, change => this.#touchRollout(change));
    this.#services = follow(servicesKind, change => this.#named(this.#rolloutsOfService.of(change.key)));
    this.#namespaces = follow(namespacesKind, change =>
      this.#named(this.#rolloutsOfNamespace.of(change.key)),
    );
    follow(replicaSetsKind, change => this.#touchReplicaSet(change));
    follow(podsKind, change => this.#touchPod(change));
    follow(analysisRunsKind, change => this.#owned(this.#runsOfRollout.apply(change)));
  }

  parts(): Part[] {
    return this.#parts.map(({ name, collection }) => ({ name, state: collection.state }));
  }

  keys(): Iterable<string> {
    return this.#rollouts.rows().keys();
  }

  /** Everything that says something about one rollout. */
  of(key: string): RolloutObjects | undefined {
    const rollout = this.#rollouts.get(key);
    return (
      rollout && {
        rollout,
        replicaSets: this.#setsOfRollout.of(rollout.uid),
        podsOf: uid => this.#podsOfSet.of(uid),
        service: name => this.#services.get(`${rollout.namespace}/${name}`),
        analysisRuns: this.#runsOfRollout.of(rollout.uid),
      }
    );
  }

  /** The namespace of a rollout. */
  namespace(key: string): NamespaceRow | undefined {
    return this.#namespaces.get(key.split('/')[0] ?? '');
  }

  /** uids of everything that belongs to a rollout, itself among them. */
  uids(key: string): Set<string> {
    const objects = this.of(key);
    if (!objects) {
      return new Set();
    }
    const { rollout, replicaSets, podsOf, analysisRuns } = objects;
    const pods = replicaSets.flatMap(replicaSet => podsOf(replicaSet.uid));
    return new Set([rollout, ...replicaSets, ...pods, ...analysisRuns].map(row => row.uid));
  }

  close() {
    this.#unsubscribe.forEach(unsubscribe => unsubscribe());
  }

  #touchRollout(change: RowChange<ArgoRolloutRow>): string[] {
    this.#rolloutOfUid.apply(change);
    this.#rolloutsOfService.apply(change);
    this.#rolloutsOfNamespace.apply(change);
    return [change.key];
  }

  #touchReplicaSet(change: RowChange<ReplicaSetRow>): string[] {
    this.#setOfUid.apply(change);
    return this.#owned(this.#setsOfRollout.apply(change));
  }

  #touchPod(change: RowChange<PodRow>): string[] {
    const sets = [...this.#podsOfSet.apply(change)].flatMap(uid => this.#setOfUid.of(uid));
    return this.#owned(sets.flatMap(owners));
  }

  /** The rollouts with these uids. */
  #owned(uids: Iterable<string>): string[] {
    return this.#named([...uids].flatMap(uid => this.#rolloutOfUid.of(uid)));
  }

  #named(rollouts: readonly ArgoRolloutRow[]): string[] {
    return rollouts.map(({ namespace, name }) => `${namespace}/${name}`);
  }
}

function owners({ owner }: { owner?: string }): string[] {
  return owner === undefined ? [] : [owner];
}

function serviceKeys(row: ArgoRolloutRow): string[] {
  return [row.activeService, row.previewService].flatMap(name =>
    name === undefined ? [] : [`${row.namespace}/${name}`],
  );
}
