import type { Cluster, Clusters } from '@greenroom/cluster-access';
import type { ServiceHealth } from '@greenroom/plugin-cluster-health-common';
import type { KubernetesClaims } from '@greenroom/plugin-portal-node';
import type { HealthClock } from './clock';
import type { ClusterChange } from './cluster/ClusterChange';
import { ClusterHealth } from './cluster/ClusterHealth';
import {
  clusterAutoscalerConfigMap,
  type ClusterAutoscalerStatus,
  clusterAutoscalerStatusRef,
  readClusterAutoscalerStatus,
} from './reading';

export interface HealthServiceOptions {
  clusters: Clusters;
  entities: Pick<KubernetesClaims, 'of' | 'onChange'>;
  /** Resources that are followed in every cluster even while nobody looks, besides nodes, pods and events. */
  kept: ReadonlySet<string>;
  clock: HealthClock;
}

/** What changed in one cluster. */
export interface HealthChange extends ClusterChange {
  cluster: string;
}

/** So long it reads before others have their turn: an answer that is asked for meanwhile waits for some of these turns. */
const SLICE_MS = 4;
/** It works no more than this part of the time: what comes meanwhile is read together. */
const REST = 3;
/** Things that read otherwise because time went by are looked for so often. */
const WAKE_MS = 1_000;
/** The Cluster Autoscaler writes every ten seconds how it is; it is asked while somebody looks, and so long afterwards. */
const NODE_GROUPS_MS = 20_000;
/** So long after somebody has looked last it is measured what is used, as often. */
const MEASURED_MS = 60_000;
/** What nobody has looked at for so long is no longer followed. */
const LOOKED_MS = 600_000;

/**
 * How every cluster is, and every service in them. Changes that come together are read together, a cluster at a time,
 * each for a bounded time.
 */
export class HealthService {
  readonly #options: HealthServiceOptions;
  readonly #clusters = new Map<string, ClusterHealth>();
  readonly #listeners = new Set<(change: HealthChange) => void>();
  readonly #touched = new Set<string>();
  readonly #lookedAt = new Map<string, number>();
  /** Those that somebody looks at and that were not asked yet: they did not answer. */
  readonly #unasked = new Set<string>();
  readonly #lookers = new Set<{ names?: readonly string[] }>();
  readonly #stop: (() => void)[];
  #isScheduled = false;
  #spent = 0;

  constructor(options: HealthServiceOptions) {
    this.#options = options;
    const { clusters, clock, entities } = options;
    clusters.all().forEach(cluster => this.#follow(cluster));
    this.#stop = [
      entities.onChange(() => this.#reclaim()),
      clock.every(WAKE_MS, () => this.#wake()),
      clock.every(NODE_GROUPS_MS, () => this.#tend()),
    ];
  }

  names(): string[] {
    return [...this.#clusters.keys()];
  }

  /**
   * How a cluster is, as somebody looks at it.
   * @throws NotFoundError naming the configured clusters
   */
  cluster(name: string): ClusterHealth {
    return this.#clusters.get(name) ?? this.#follow(this.#options.clusters.get(name));
  }

  all(): ClusterHealth[] {
    return [...this.#clusters.values()];
  }

  /** Somebody looks at these clusters, at all where none is named: everything of them is followed for a while. */
  look(names: readonly string[] = this.names()): void {
    const now = this.#options.clock.now();
    for (const name of names) {
      const isNew = !this.#lookedAt.has(name);
      this.#lookedAt.set(name, now);
      this.#tell(name, this.#clusters.get(name)?.look());
      if (isNew) {
        this.#unasked.add(name);
        this.#askAtLast(name);
      }
    }
  }

  /** The same until the returned function is called. */
  keepLooking(names?: readonly string[]): () => void {
    const looker = { names };
    this.#lookers.add(looker);
    this.look(names);
    return () => void this.#lookers.delete(looker);
  }

  /** How all services are in a cluster, by `sectionId`; those that nobody has asked for come by and by. */
  services(name: string): ReadonlyMap<string, ServiceHealth> {
    const cluster = this.cluster(name);
    cluster.wantServices();
    this.#touch(name);
    return cluster.services();
  }

  /** How one service is in the namespaces of a cluster. */
  servicesOf(name: string, entityRef: string): ServiceHealth[] {
    return this.cluster(name).servicesOf(entityRef, this.#options.clock.now());
  }

  onChange(listener: (change: HealthChange) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  close(): void {
    this.#stop.forEach(stop => stop());
    this.#clusters.forEach(cluster => cluster.close());
  }

  #follow(cluster: Cluster): ClusterHealth {
    const { name } = cluster;
    const { entities, kept } = this.#options;
    const onTouch = () => this.#touch(name);
    const health = new ClusterHealth({ cluster, entities, kept, onTouch });
    this.#clusters.set(name, health);
    this.#touch(name);
    return health;
  }

  #touch(name: string): void {
    this.#touched.add(name);
    this.#schedule(this.#spent * REST);
  }

  #schedule(ms: number): void {
    if (!this.#isScheduled) {
      this.#isScheduled = true;
      this.#options.clock.after(ms, () => this.#settle());
    }
  }

  #settle(): void {
    const { clock } = this.#options;
    const begun = clock.steady();
    this.#isScheduled = false;
    const isLate = () => clock.steady() - begun > SLICE_MS;
    for (const name of [...this.#touched]) {
      this.#touched.delete(name);
      const settled = this.#clusters.get(name)?.settle(clock.now(), isLate);
      this.#tell(name, settled?.change);
      if (settled?.hasMore) {
        this.#touched.add(name);
      }
      if (isLate()) {
        break;
      }
    }
    this.#spent = clock.steady() - begun;
    if (this.#touched.size > 0) {
      // What is begun goes on; others have as much time in between.
      this.#schedule(this.#spent);
    }
  }

  #tell(cluster: string, change: ClusterChange | undefined): void {
    if (!change) {
      return;
    }
    const { rows, services, sourceChanged, readersChanged } = change;
    if (sourceChanged) {
      this.#askAtLast(cluster);
    }
    if (rows.size + services.size > 0 || sourceChanged || readersChanged) {
      this.#listeners.forEach(listener => listener({ ...change, cluster }));
    }
  }

  #reclaim(): void {
    for (const cluster of this.#clusters.values()) {
      cluster.reclaim();
      this.#touch(cluster.name);
    }
  }

  #wake(): void {
    const now = this.#options.clock.now();
    for (const cluster of this.#clusters.values()) {
      if (cluster.wake(now)) {
        this.#touch(cluster.name);
      }
    }
  }

  #tend(): void {
    this.#lookers.forEach(({ names }) => this.look(names));
    const now = this.#options.clock.now();
    const apart = NODE_GROUPS_MS / this.#lookedAt.size;
    let next = 0;
    for (const [name, at] of this.#lookedAt) {
      if (now - at < LOOKED_MS) {
        // One after the other: what all of them answer at once would be read at once.
        this.#options.clock.after(next, () => this.#ask(name, now - at < MEASURED_MS));
        next += apart;
      } else {
        this.#lookedAt.delete(name);
        this.#clusters.get(name)?.rest();
        this.#touch(name);
      }
    }
  }

  /** For the first time, as soon as it answers. */
  #askAtLast(name: string): void {
    if (this.#clusters.get(name)?.source().freshness === 'live' && this.#unasked.delete(name)) {
      this.#ask(name, true);
    }
  }

  /** What is asked rather than followed. One that does not answer has enough to do. */
  #ask(name: string, measures: boolean): void {
    const cluster = this.#clusters.get(name);
    if (cluster?.source().freshness !== 'live') {
      return;
    }
    void this.#askNodeGroupsOf(name, cluster);
    if (measures) {
      void this.#measure(name, cluster);
    }
  }

  async #measure(name: string, cluster: ClusterHealth): Promise<void> {
    await cluster.measure();
    this.#touch(name);
  }

  async #askNodeGroupsOf(name: string, cluster: ClusterHealth): Promise<void> {
    cluster.tell(await readNodeGroups(this.#options.clusters.get(name)));
    this.#touch(name);
  }
}

/** `undefined` where there is no Cluster Autoscaler, or it may not be asked. */
async function readNodeGroups(cluster: Cluster): Promise<ClusterAutoscalerStatus | undefined> {
  try {
    const { data } = await cluster.read(clusterAutoscalerStatusRef, clusterAutoscalerConfigMap);
    return readClusterAutoscalerStatus(data.status);
  } catch {
    return undefined;
  }
}
