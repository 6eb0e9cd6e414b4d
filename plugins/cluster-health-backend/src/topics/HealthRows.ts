import { isDeepStrictEqual } from 'node:util';
import { placeOfRow } from '@greenroom/plugin-cluster-health-common';
import type { Source } from '@greenroom/plugin-portal-common';
import type { TopicChange, TopicHandle } from '@greenroom/plugin-portal-node';
import type { ClusterHealth } from '../cluster/ClusterHealth';
import type { HealthChange, HealthService } from '../HealthService';

export interface HealthRowsOptions {
  /** All rows of a cluster, by their keys. */
  rows(cluster: ClusterHealth): ReadonlyMap<string, object>;
  /** Those that are other than before. */
  changed(change: HealthChange): ReadonlyMap<string, object | undefined>;
  /** Of one cluster only. */
  cluster?: string;
  /** Of these only. */
  selects?(key: string): boolean;
  /** What is told of a row; the row itself where this is left out. */
  shown?(row: object): object;
}

/** Rows of clusters or services as they are now, kept up by what changes. As long as it is open, somebody looks. */
export class HealthRows implements TopicHandle {
  readonly #health: HealthService;
  readonly #options: HealthRowsOptions;
  readonly #rows = new Map<string, object>();
  readonly #listeners = new Set<(change: TopicChange | undefined) => void>();
  readonly #unsubscribe: () => void;

  constructor(health: HealthService, options: HealthRowsOptions) {
    this.#health = health;
    this.#options = options;
    const names = options.cluster === undefined ? undefined : [options.cluster];
    const stopLooking = health.keepLooking(names);
    this.#clusters().forEach(cluster => this.#apply(options.rows(cluster)));
    const stopListening = health.onChange(change => this.#changed(change));
    this.#unsubscribe = () => {
      stopLooking();
      stopListening();
    };
  }

  rows() {
    return this.#rows;
  }

  /** Of the clusters that somebody sees something of, and of those that nobody can tell of now. */
  sources(partitions?: ReadonlySet<string>): Source[] {
    const named = new Set(
      [...(partitions ?? this.#rows.keys())].map(place => placeOfRow(place).split('/')[0]),
    );
    return this.#clusters().flatMap(cluster => {
      const source = cluster.source();
      return named.has(cluster.name) || source.freshness !== 'live' ? [source] : [];
    });
  }

  onChange(listener: (change: TopicChange | undefined) => void) {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  close() {
    this.#unsubscribe();
  }

  #clusters(): ClusterHealth[] {
    const { cluster } = this.#options;
    return cluster === undefined ? this.#health.all() : [this.#health.cluster(cluster)];
  }

  #changed(change: HealthChange): void {
    const { cluster, changed } = this.#options;
    if (cluster !== undefined && cluster !== change.cluster) {
      return;
    }
    const { upserts, removals } = this.#apply(changed(change));
    if (upserts.size + removals.size > 0) {
      this.#tell({ upserts, removals });
    } else if (change.sourceChanged) {
      this.#tell(undefined);
    }
  }

  #apply(rows: ReadonlyMap<string, object | undefined>) {
    const { selects, shown } = this.#options;
    const upserts = new Map<string, object>();
    const removals = new Set<string>();
    for (const [key, row] of rows) {
      if (selects && !selects(key)) {
        continue;
      }
      const now = row && (shown ? shown(row) : row);
      const before = this.#rows.get(key);
      if (!now) {
        this.#rows.delete(key);
        if (before) removals.add(key);
      } else if (!isDeepStrictEqual(before, now)) {
        this.#rows.set(key, now);
        upserts.set(key, now);
      }
    }
    return { upserts, removals };
  }

  #tell(change: TopicChange | undefined): void {
    this.#listeners.forEach(listener => listener(change));
  }
}
