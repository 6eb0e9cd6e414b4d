import { NotFoundError, NotImplementedError } from '@backstage/errors';
import type { Source } from '@greenroom/plugin-portal-common';
import type { z } from 'zod';
import type {
  Cluster,
  Clusters,
  CollectionState,
  GuardedPatch,
  LiveCollection,
  ObjectRef,
  PodLog,
  RowChange,
  RowIdentity,
  WatchedKind,
} from '../types';

const SINCE = '2026-11-21T10:00:00.000Z';

/** A collection whose rows a test sets; each call is one batch. */
export class FakeCollection<Row extends RowIdentity> implements LiveCollection<Row> {
  state: CollectionState = { freshness: 'live', since: SINCE };
  readonly #rows = new Map<string, Row>();
  readonly #listeners = new Set<(changes: readonly RowChange<Row>[]) => void>();

  /** @param namespace - the only one it has */
  constructor(readonly namespace?: string) {}

  get(key: string) {
    return this.#rows.get(key);
  }

  rows() {
    return this.#rows;
  }

  subscribe(listener: (changes: readonly RowChange<Row>[]) => void) {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  put(...rows: Row[]) {
    this.#tell(
      rows.map(row => {
        const key = row.namespace === undefined ? row.name : `${row.namespace}/${row.name}`;
        const before = this.#rows.get(key);
        this.#rows.set(key, row);
        return { key, row, before };
      }),
    );
  }

  remove(...keys: string[]) {
    this.#tell(
      keys.flatMap(key => {
        const before = this.#rows.get(key);
        return this.#rows.delete(key) ? [{ key, before }] : [];
      }),
    );
  }

  become(state: Partial<CollectionState>) {
    this.state = { ...this.state, ...state };
    this.#tell([]);
  }

  #tell(changes: readonly RowChange<Row>[]) {
    this.#listeners.forEach(listener => listener(changes));
  }
}

/** A cluster without an API server behind it. */
export class FakeCluster implements Cluster {
  readonly #collections = new Map<unknown, unknown>();
  readonly #holds = new Map<unknown, Set<AbortSignal>>();
  readonly #listeners = new Set<() => void>();
  #source: Source;
  #answering: Source;

  readonly title: string;

  constructor(readonly name: string) {
    this.title = name;
    this.#source = {
      id: `cluster:${name}`,
      kind: 'cluster',
      freshness: 'live',
      observedAt: SINCE,
      since: SINCE,
    };
    this.#answering = this.#source;
  }

  source() {
    return this.#source;
  }

  answering() {
    return this.#answering;
  }

  report() {
    return { ...this.#source, name: this.name, missingPermissions: [], parts: [] };
  }

  onSource(listener: () => void) {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** How many hold a resource who may let it go. */
  holders(kind: unknown): number {
    return [...(this.#holds.get(kind) ?? [])].filter(hold => !hold.aborted).length;
  }

  watch<Row extends RowIdentity>(kind: WatchedKind<Row>, hold?: AbortSignal): FakeCollection<Row> {
    if (hold) {
      this.#holds.set(kind, (this.#holds.get(kind) ?? new Set()).add(hold));
    }
    const known = this.#collections.get(kind) ?? new FakeCollection<Row>();
    this.#collections.set(kind, known);
    return known as FakeCollection<Row>;
  }

  become(source: Partial<Source>) {
    this.#answering = { ...this.#answering, ...source };
    this.lose(source);
  }

  /** It goes on to answer, and something that was shown from it is no longer confirmed. */
  lose(source: Partial<Source>) {
    this.#source = { ...this.#source, ...source };
    this.#listeners.forEach(listener => listener());
  }

  async read<T extends z.ZodType>(_ref: ObjectRef, _schema: T): Promise<z.infer<T>> {
    throw new NotImplementedError('there is no API server behind this cluster');
  }

  async readAll(): Promise<never[]> {
    throw new NotImplementedError('there is no API server behind this cluster');
  }

  log(): PodLog {
    throw new NotImplementedError('there is no API server behind this cluster');
  }

  async guardedPatch(_patch: GuardedPatch): Promise<unknown> {
    throw new NotImplementedError('there is no API server behind this cluster');
  }
}

export function fakeClusters(...clusters: FakeCluster[]): Clusters {
  return {
    names: () => clusters.map(({ name }) => name),
    all: () => clusters,
    get: name => {
      const found = clusters.find(cluster => cluster.name === name);
      if (!found) {
        const names = clusters.map(cluster => cluster.name).join(', ');
        throw new NotFoundError(`there is no cluster ${name}: configured are ${names}`);
      }
      return found;
    },
  };
}
