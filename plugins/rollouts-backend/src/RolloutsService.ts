import { isDeepStrictEqual } from 'node:util';
import type { Cluster, Clusters, ReplicaSetRow } from '@greenroom/cluster-access';
import type { Source } from '@greenroom/plugin-portal-common';
import {
  type Rollout,
  rolloutKey,
  type RolloutRef,
  type RolloutRow,
} from '@greenroom/plugin-rollouts-common';
import type { Claims, KubernetesClaims, PollClock } from '@greenroom/plugin-portal-node';
import type { RolloutObjects } from './argo/reading/scene';
import { type ClusterReading, ClusterRollouts } from './cluster/ClusterRollouts';
import type { Marks } from './cluster/marks';
import { rolloutRow } from './rolloutRow';

/** What is other than before, by `rolloutKey`; `undefined` for what is gone. */
export interface RolloutsChange {
  rollouts: Map<string, Rollout | undefined>;
  /** Fewer than `rollouts`: most changes do not show in a row of the table. */
  rows: Map<string, RolloutRow | undefined>;
  /** Clusters that can be believed more or less than before. */
  clusters: Set<string>;
  /** Rollouts that came, went, or are claimed by others than before. */
  claims: Set<string>;
  /** Rollouts that came, went, or of which policies may read something else: their labels, annotations, namespace. */
  marks: Set<string>;
}

export interface RolloutsServiceOptions {
  clusters: Clusters;
  entities: Pick<KubernetesClaims, 'of' | 'onChange'>;
  /** Runs the task soon, after what is being handled now: changes that come together are read once. */
  soon(task: () => void): void;
  clock: Pick<PollClock, 'steady' | 'after'>;
}

/** A rollout, whole and as a row of the table, and whose it is. */
export interface Entry {
  readonly rollout: Rollout;
  readonly row: RolloutRow;
  readonly claims: Claims;
  /** Of the rollout, then of its namespace: what policies go by. */
  readonly marks: readonly Marks[];
}

/**
 * The rollouts of every cluster in the one model. Rollouts and rows are immutable, and the same object as long as
 * nothing in them changed.
 */
export class RolloutsService {
  readonly #clusters = new Map<string, ClusterRollouts>();
  readonly #options: RolloutsServiceOptions;
  readonly #entries = new Map<string, Entry>();
  readonly #listeners = new Set<(change: RolloutsChange) => void>();
  readonly #touched = new Set<string>();
  readonly #unsubscribe: () => void;
  #scheduled = false;

  constructor(options: RolloutsServiceOptions) {
    this.#options = options;
    options.clusters.all().forEach(cluster => this.#follow(cluster));
    this.#unsubscribe = options.entities.onChange(() => this.#claim());
  }

  /** Every rollout, with nothing known left unread. */
  entries(): ReadonlyMap<string, Entry> {
    this.#settle();
    return this.#entries;
  }

  /** uids of all objects of a rollout. */
  uids({ cluster, namespace, name }: Omit<RolloutRef, 'kind'>): ReadonlySet<string> {
    return this.#clusters.get(cluster)?.objects.uids(`${namespace}/${name}`) ?? new Set();
  }

  /** The ReplicaSet of one of its revisions. */
  replicaSet(
    { cluster, namespace, name }: Omit<RolloutRef, 'kind'>,
    hash: string,
  ): ReplicaSetRow | undefined {
    const objects = this.#clusters.get(cluster)?.objects.of(`${namespace}/${name}`);
    return objects?.replicaSets.find(replicaSet => replicaSet.hash === hash);
  }

  /** Everything that is held of a rollout and around it. */
  objects({ cluster, namespace, name }: Omit<RolloutRef, 'kind'>): RolloutObjects | undefined {
    return this.#clusters.get(cluster)?.objects.of(`${namespace}/${name}`);
  }

  /**
   * The source that rollouts of a cluster are read from.
   * @throws NotFoundError naming the configured clusters
   */
  source(cluster: string): Source {
    return this.#cluster(cluster).source();
  }

  /**
   * Whether the cluster has Argo Rollouts at all.
   * @throws NotFoundError naming the configured clusters
   */
  installed(cluster: string): boolean {
    return this.#cluster(cluster).installed();
  }

  /**
   * What a list was made from: the clusters of these places (of all where none are given), and every cluster that may
   * hold rollouts nobody can tell of now, so that its silence does not look like emptiness.
   */
  sources(places?: ReadonlySet<string>): Source[] {
    const named = new Set([...(places ?? [])].map(place => place.split('/')[0]));
    const all = [...this.#clusters.values()].map(cluster => ({
      name: cluster.name,
      source: cluster.source(),
    }));
    return all
      .filter(({ name, source }) => !places || named.has(name) || source.freshness !== 'live')
      .map(({ source }) => source);
  }

  onChange(listener: (change: RolloutsChange) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  close() {
    this.#unsubscribe();
    this.#clusters.forEach(cluster => cluster.close());
  }

  #cluster(name: string): ClusterRollouts {
    return this.#clusters.get(name) ?? this.#follow(this.#options.clusters.get(name));
  }

  #follow(cluster: Cluster): ClusterRollouts {
    const rollouts = new ClusterRollouts(cluster, this.#options.clock, () => this.#touch(cluster.name));
    this.#clusters.set(cluster.name, rollouts);
    this.#touch(cluster.name);
    return rollouts;
  }

  #touch(cluster: string) {
    this.#touched.add(cluster);
    if (!this.#scheduled) {
      this.#scheduled = true;
      this.#options.soon(() => this.#settle());
    }
  }

  #settle() {
    this.#scheduled = false;
    if (this.#touched.size === 0) {
      return;
    }
    const change = noChange();
    for (const name of this.#touched) {
      const cluster = this.#clusters.get(name);
      if (cluster) {
        this.#settleCluster(cluster, change);
      }
    }
    this.#touched.clear();
    this.#tell(change);
  }

  #settleCluster(cluster: ClusterRollouts, change: RolloutsChange) {
    const { keys, sourceChanged } = cluster.take();
    if (sourceChanged) {
      change.clusters.add(cluster.name);
    }
    for (const key of keys) {
      this.#put(refOf(cluster.name, key), cluster.reading(key), change);
    }
  }

  /** Other entities claim other rollouts; what was read stays read. */
  #claim() {
    this.#settle();
    const change = noChange();
    for (const cluster of this.#clusters.values()) {
      for (const key of cluster.keys()) {
        this.#put(refOf(cluster.name, key), cluster.reading(key), change);
      }
    }
    this.#tell(change);
  }

  #put(ref: RolloutRef, reading: ClusterReading | undefined, change: RolloutsChange) {
    const key = rolloutKey(ref);
    const before = this.#entries.get(key);
    const entry = reading && this.#entryOf(ref, reading, before);
    if (entry) {
      this.#entries.set(key, entry);
    } else {
      this.#entries.delete(key);
    }
    if (entry?.rollout !== before?.rollout) {
      change.rollouts.set(key, entry?.rollout);
    }
    if (entry?.row !== before?.row) {
      change.rows.set(key, entry?.row);
    }
    if (entry?.claims !== before?.claims) {
      change.claims.add(key);
    }
    if (entry?.marks !== before?.marks) {
      change.marks.add(key);
    }
  }

  #entryOf(ref: RolloutRef, reading: ClusterReading, before: Entry | undefined): Entry {
    const claims = keep(before?.claims, this.#options.entities.of(ref, reading.labels));
    const marks = keep(before?.marks, reading.marks);
    const read: Rollout = { ...reading.rollout, entityRef: claims.entityRefs[0] };
    const rollout = keep(before?.rollout, read);
    if (before && rollout === before.rollout) {
      return { rollout, row: before.row, claims, marks };
    }
    return { rollout, row: keep(before?.row, rolloutRow(rollout)), claims, marks };
  }

  #tell(change: RolloutsChange) {
    const { rollouts, rows, clusters, claims, marks } = change;
    if ([rollouts, rows, clusters, claims, marks].some(({ size }) => size > 0)) {
      this.#listeners.forEach(listener => listener(change));
    }
  }
}

function noChange(): RolloutsChange {
  return { rollouts: new Map(), rows: new Map(), clusters: new Set(), claims: new Set(), marks: new Set() };
}

/** What is held, if the other says the same. */
function keep<T>(held: T | undefined, other: T): T {
  return held !== undefined && isDeepStrictEqual(held, other) ? held : other;
}

function refOf(cluster: string, key: string): RolloutRef {
  const [namespace = '', name = ''] = key.split('/');
  return { cluster, namespace, kind: 'rollout', name };
}
