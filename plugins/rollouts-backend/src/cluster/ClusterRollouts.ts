import { type Cluster, sameFreshness, sourceOfParts } from '@greenroom/cluster-access';
import type { Source } from '@greenroom/plugin-portal-common';
import type { PollClock } from '@greenroom/plugin-portal-node';
import type { Rollout } from '@greenroom/plugin-rollouts-common';
import { believed } from '../argo/reading/believed';
import { readRollout } from '../argo/reading/reading';
import { ClusterLock } from './ClusterLock';
import { ClusterObjects } from './ClusterObjects';
import { joiningLabels, type Marks, marksOf } from './marks';
import { Skew } from './Skew';

/** A reading, the labels it is joined to the catalog by, and what policies go by. */
export interface ClusterReading {
  rollout: Rollout;
  labels: Readonly<Record<string, string>>;
  marks: readonly Marks[];
}

/**
 * The rollouts of one cluster, read again only where something was touched. Keys are `namespace/name`.
 */
export class ClusterRollouts {
  readonly name: string;
  readonly objects: ClusterObjects;
  readonly #cluster: Cluster;
  readonly #readings = new Map<string, ClusterReading>();
  readonly #touched = new Set<string>();
  readonly #unsubscribe: () => void;
  readonly #lock: ClusterLock;
  readonly #skew: Skew;
  #source: Source;
  /** What is said of every rollout has changed. */
  #everyReading = false;
  #complete: boolean;

  /** `onTouch` says that `take` has something to do. */
  constructor(cluster: Cluster, clock: Pick<PollClock, 'steady' | 'after'>, onTouch: () => void) {
    this.name = cluster.name;
    this.#cluster = cluster;
    this.objects = new ClusterObjects(cluster, rollouts => {
      for (const key of rollouts) {
        this.#touched.add(key);
      }
      onTouch();
    });
    this.#lock = new ClusterLock(cluster, () => {
      this.#everyReading = true;
      onTouch();
    });
    this.#skew = new Skew(clock, key => {
      this.#touched.add(key);
      onTouch();
    });
    this.#source = this.source();
    this.#complete = this.#source.freshness === 'live';
    this.#unsubscribe = cluster.onSource(onTouch);
    for (const key of this.objects.keys()) {
      this.#touched.add(key);
    }
  }

  /** How far the readings can be believed now. */
  source(): Source {
    return sourceOfParts(this.#cluster, this.objects.parts());
  }

  /** Whether the cluster has the resource at all. */
  installed(): boolean {
    return this.objects
      .parts()
      .every(({ name, state }) => name !== 'rollouts' || state.freshness !== 'not-installed');
  }

  keys(): Iterable<string> {
    return this.#readings.keys();
  }

  /** As far as it can be believed since the last `take`. */
  reading(key: string): ClusterReading | undefined {
    const reading = this.#readings.get(key);
    if (!reading) {
      return undefined;
    }
    const rollout = { ...reading.rollout, ...this.#lock.lock() };
    return { ...reading, rollout: believed(rollout, this.#source, this.#complete) };
  }

  /** Reads what was touched. Says which may be other than before: all of them when the source is. */
  take(): { keys: Iterable<string>; sourceChanged: boolean } {
    const source = this.source();
    const sourceChanged = !sameFreshness(source, this.#source);
    this.#source = source;
    this.#complete ||= source.freshness === 'live';
    const touched = [...this.#touched];
    this.#touched.clear();
    const known = sourceChanged || this.#everyReading ? [...this.#readings.keys()] : [];
    this.#everyReading = false;
    touched.forEach(key => this.#read(key));
    return { keys: new Set([...touched, ...known]), sourceChanged };
  }

  close() {
    this.#unsubscribe();
    this.#lock.close();
    this.objects.close();
  }

  #read(key: string) {
    const objects = this.objects.of(key);
    if (objects) {
      const rollout = this.#skew.read(key, lasted => readRollout(this.name, objects, lasted));
      const namespace = this.objects.namespace(key);
      const labels = joiningLabels(objects.rollout, namespace);
      this.#readings.set(key, { rollout, labels, marks: marksOf(objects.rollout, namespace) });
    } else {
      this.#readings.delete(key);
      this.#skew.forget(key);
    }
  }
}
