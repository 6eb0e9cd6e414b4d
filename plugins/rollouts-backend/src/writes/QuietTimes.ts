import { type ArgoRolloutRow, type Clusters, rolloutsKind, type RowChange } from '@greenroom/cluster-access';
import type { WriterClock } from './clock';

interface Version {
  version: string;
  since: number;
}

/**
 * Since when each rollout is unwritten, by what this process saw of its resource versions: times in objects are other
 * machines'. Followed all the time, so that a rollout that has been quiet needs no waiting when somebody acts on it.
 */
export class QuietTimes {
  readonly #clock: WriterClock;
  readonly #versions = new Map<string, Version>();
  readonly #unsubscribe: (() => void)[];

  constructor(clusters: Clusters, clock: WriterClock) {
    this.#clock = clock;
    this.#unsubscribe = clusters.all().map(cluster => {
      const rollouts = cluster.watch(rolloutsKind);
      rollouts.rows().forEach((row, key) => this.#apply(cluster.name, { key, row }));
      return rollouts.subscribe(changes => changes.forEach(change => this.#apply(cluster.name, change)));
    });
  }

  /** Milliseconds that the rollout (`namespace/name`) is known to have had this version; 0 when it is seen for the first time. */
  quietFor(cluster: string, key: string, version: string): number {
    const name = `${cluster}/${key}`;
    const known = this.#versions.get(name);
    if (known?.version === version) {
      return this.#clock.elapsed() - known.since;
    }
    this.#versions.set(name, { version, since: this.#clock.elapsed() });
    return 0;
  }

  close() {
    this.#unsubscribe.forEach(unsubscribe => unsubscribe());
  }

  #apply(cluster: string, { key, row }: RowChange<ArgoRolloutRow>) {
    const name = `${cluster}/${key}`;
    if (row?.version === undefined) {
      this.#versions.delete(name);
    } else if (this.#versions.get(name)?.version !== row.version) {
      this.#versions.set(name, { version: row.version, since: this.#clock.elapsed() });
    }
  }
}
