import { z } from 'zod';
import { sameValue } from '../rows/sameValue';
import type { SharedValues } from '../rows/SharedValues';
import type { RowChange, RowIdentity, WatchedKind } from '../types';

const objectSchema = z.object({
  metadata: z.object({
    name: z.string(),
    namespace: z.string().optional(),
    resourceVersion: z.string().optional(),
  }),
});
/** Every object goes through it. */
const compiledObject = z.compile(objectSchema);

/** Marks a bookmark after which the initial state of a streaming list is complete. */
const initialEventsEnd = 'k8s.io/initial-events-end';

const markSchema = z.object({
  metadata: z.object({
    resourceVersion: z.string(),
    annotations: z.object({ [initialEventsEnd]: z.string().optional() }).optional(),
  }),
});

/** What has to be read of an object of any kind: what it is known by, and what a bookmark says. */
export const everyObject = z.object({
  metadata: objectSchema.shape.metadata.extend(markSchema.shape.metadata.shape),
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

/** The rows of one resource: projects, shares, and tells exactly what changed. */
export class Rows<Row extends RowIdentity> {
  readonly #held = new Map<string, Row>();
  readonly #unreadable = new Set<string>();
  /** What was held when a refill began and has not come again since. */
  #missing = new Set<string>();
  /** What came last: neighbours in a list mostly are of one template, and to compare costs less than to look up. */
  #last: Row | undefined;
  readonly #kind: WatchedKind<Row>;
  readonly #shared: SharedValues;

  constructor(kind: WatchedKind<Row>, shared: SharedValues) {
    this.#kind = kind;
    this.#shared = shared;
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
    const parsed = compiledObject.safeParse(object);
    if (!parsed.success) {
      return undefined;
    }
    const { name, namespace, resourceVersion } = parsed.data.metadata;
    return { key: keyOf(namespace, name), version: resourceVersion, row: this.#kind.project(object) };
  }

  put({ key, row }: ReadObject<Row>): RowChange<Row> | undefined {
    this.#missing.delete(key);
    if (row === undefined) {
      this.#unreadable.add(key);
      return this.#take(key);
    }
    this.#unreadable.delete(key);
    const before = this.#held.get(key);
    if (before === undefined) {
      this.#keep(key, this.#last === undefined ? row : adopt(this.#last, row));
      return { key, row };
    }
    if (sameValue(before, row)) {
      return undefined;
    }
    this.#keep(key, adopt(before, row));
    return { key, row, before };
  }

  #keep(key: string, row: Row): void {
    this.#last = this.#shared.row(row);
    this.#held.set(key, this.#last);
  }

  remove(key: string): RowChange<Row> | undefined {
    this.#missing.delete(key);
    this.#unreadable.delete(key);
    return this.#take(key);
  }

  /** Everything there is will be put; what is not put until `endRefill` is no more. */
  beginRefill(): void {
    this.#missing = new Set([...this.#held.keys(), ...this.#unreadable]);
  }

  endRefill(): RowChange<Row>[] {
    const gone = [...this.#missing].map(key => this.remove(key));
    return gone.filter(change => change !== undefined);
  }

  /** Forgets everything and tells nobody. */
  drop(): void {
    this.#held.clear();
    this.#unreadable.clear();
    this.#missing.clear();
    this.#last = undefined;
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

/** Joined, because what a template or `+` makes keeps its parts in memory beside the whole. */
function keyOf(namespace: string | undefined, name: string): string {
  return namespace === undefined ? name : [namespace, name].join('/');
}

/** The row, with the values of the one before it where they say the same: what is held for long stays shared. */
function adopt<Row extends object>(before: Row, row: Row): Row {
  for (const field in row) {
    if (Object.hasOwn(row, field) && sameValue(before[field], row[field])) {
      row[field] = before[field];
    }
  }
  return row;
}
