import { z } from 'zod';
import type { InternTable } from '../rows/InternTable';
import { sameValue } from '../rows/sameValue';
import type { RowChange, RowIdentity, WatchedKind } from '../types';

const objectSchema = z.object({
  metadata: z.object({
    name: z.string(),
    namespace: z.string().optional(),
    resourceVersion: z.string().optional(),
  }),
});

/** Marks a bookmark after which the initial state of a streaming list is complete. */
const initialEventsEnd = 'k8s.io/initial-events-end';

const markSchema = z.object({
  metadata: z.object({
    resourceVersion: z.string(),
    annotations: z.record(z.string(), z.string()).optional(),
  }),
});

/** What a bookmark says. */
export function readBookmark(object: unknown): { version: string; endsInitial: boolean } | undefined {
  const parsed = markSchema.safeParse(object);
  if (!parsed.success) {
    return undefined;
  }
  const { resourceVersion, annotations } = parsed.data.metadata;
  return { version: resourceVersion, endsInitial: annotations?.[initialEventsEnd] === 'true' };
}

/** What was read of one object: its key, and its row where it could be projected. */
export interface ReadObject<Row> {
  key: string;
  version: string | undefined;
  row: Row | undefined;
}

/** The rows of one resource: projects, interns, and tells exactly what changed. */
export class Rows<Row extends RowIdentity> {
  #held = new Map<string, Row>();
  #unreadable = new Set<string>();
  readonly #kind: WatchedKind<Row>;
  readonly #interned: InternTable;

  constructor(kind: WatchedKind<Row>, interned: InternTable) {
    this.#kind = kind;
    this.#interned = interned;
  }

  get held(): ReadonlyMap<string, Row> {
    return this.#held;
  }

  /** Objects that are there and that the kind could not read. */
  get unreadable(): number {
    return this.#unreadable.size;
  }

  /** `undefined` when it is no Kubernetes object at all. */
  read(object: unknown): ReadObject<Row> | undefined {
    const parsed = objectSchema.safeParse(object);
    if (!parsed.success) {
      return undefined;
    }
    const { name, namespace, resourceVersion } = parsed.data.metadata;
    const row = this.#kind.project(object);
    return {
      key: this.#interned.string(namespace === undefined ? name : `${namespace}/${name}`),
      version: resourceVersion,
      row: row === undefined ? undefined : this.#interned.value(row),
    };
  }

  put({ key, row }: ReadObject<Row>): RowChange<Row> | undefined {
    if (row === undefined) {
      this.#unreadable.add(key);
      return this.#take(key);
    }
    this.#unreadable.delete(key);
    const before = this.#held.get(key);
    if (before !== undefined && sameValue(before, row)) {
      return undefined;
    }
    this.#held.set(key, row);
    return before === undefined ? { key, row } : { key, row, before };
  }

  remove(key: string): RowChange<Row> | undefined {
    this.#unreadable.delete(key);
    return this.#take(key);
  }

  /** Everything there is now. A row that says the same as before stays the same object. */
  replace(fresh: ReadonlyMap<string, ReadObject<Row>>): RowChange<Row>[] {
    const gone = [...this.#held.keys()].filter(key => !fresh.has(key));
    this.#unreadable.clear();
    return [
      ...gone.map(key => this.#take(key)),
      ...[...fresh.values()].map(object => this.put(object)),
    ].filter(change => change !== undefined);
  }

  #take(key: string): RowChange<Row> | undefined {
    const before = this.#held.get(key);
    if (before === undefined) {
      return undefined;
    }
    this.#held.delete(key);
    return { key, before };
  }
}
