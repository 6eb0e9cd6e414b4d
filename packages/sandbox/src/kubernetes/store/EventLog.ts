import type { KubeObject, WatchEvent } from '../types';

/** One stored write. `before` is there unless the object is new. */
export interface LogEntry extends WatchEvent {
  /** The write's revision; also `object.metadata.resourceVersion`. */
  revision: number;
  /** Key of the store: `pods`, `rollouts.argoproj.io`. */
  resource: string;
}

/** The last writes of a store, oldest first: what a watch resumes from and what older states are told from. */
export class EventLog {
  #entries: LogEntry[] = [];
  #floor: number;
  /** The last forgotten write of each resource. */
  readonly #floors = new Map<string, number>();
  /** Up to here everything is forgotten, whatever it was about. */
  #begin: number;

  /** @param window how many writes are remembered at least */
  constructor(
    private readonly window: number,
    floor: number,
  ) {
    this.#floor = floor;
    this.#begin = floor;
  }

  /** Every write after this revision is remembered. */
  get floor(): number {
    return this.#floor;
  }

  /**
   * Every write to one resource after this revision is remembered. A real server keeps a window for each resource: what
   * is never written to can be watched from an old revision, however much else happened since.
   */
  floorOf(resource: string): number {
    return Math.max(this.#begin, this.#floors.get(resource) ?? 0);
  }

  append(entry: LogEntry): void {
    this.#entries.push(entry);
    // In halves, so that trimming costs nothing for each write.
    if (this.#entries.length > this.window * 2) this.#dropFirst(this.#entries.length - this.window);
  }

  /** Writes after `revision`, in order; `undefined` when some of them are forgotten. */
  since(revision: number, resource?: string): LogEntry[] | undefined {
    if (revision < (resource === undefined ? this.#floor : this.floorOf(resource))) return undefined;
    const entries = this.#entries.slice(this.#firstAfter(revision));
    return resource === undefined ? entries : entries.filter(entry => entry.resource === resource);
  }

  /** Forgets the writes up to and including `revision`. */
  compact(revision: number): void {
    this.#dropFirst(this.#firstAfter(revision));
    this.#floor = Math.max(this.#floor, revision);
    this.#begin = Math.max(this.#begin, revision);
  }

  #dropFirst(count: number) {
    const dropped = this.#entries.splice(0, count);
    this.#floor = dropped.at(-1)?.revision ?? this.#floor;
    for (const { resource, revision } of dropped) this.#floors.set(resource, revision);
  }

  #firstAfter(revision: number): number {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#entries[middle]?.revision ?? 0) > revision) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

/** The objects as they were before `entries`, which are the last writes to them, oldest first. */
export function undo(
  objects: ReadonlyMap<string, KubeObject>,
  entries: readonly LogEntry[],
): Map<string, KubeObject> {
  const earlier = new Map(objects);
  for (const { object, before } of [...entries].reverse()) {
    const key = objectKey(object.metadata);
    if (before) earlier.set(key, before);
    else earlier.delete(key);
  }
  return earlier;
}

/** How one object is found among those of its resource; sorts as etcd does. */
export function objectKey(meta: { namespace?: string; name: string }): string {
  return meta.namespace ? `${meta.namespace}/${meta.name}` : meta.name;
}
