import { freezeCopy } from '../json';
import { StatusError } from '../StatusError';
import type { KubeObject, WatchEvent } from '../types';
import { EventLog, objectKey, undo, type LogEntry } from './EventLog';
import { Listeners } from './Listeners';

/** A state to go back to. */
export interface StorageSnapshot {
  revision: number;
  objects: ReadonlyMap<string, ReadonlyMap<string, KubeObject>>;
}

const NOTHING: ReadonlyMap<string, KubeObject> = new Map();

/** What etcd does for the API server: objects under keys, one revision that grows with every write, and its history. */
export class Storage {
  readonly listeners = new Listeners();
  #objects = new Map<string, Map<string, KubeObject>>();
  #log: EventLog;
  #revision = 1;

  /** @param window how many writes are remembered */
  constructor(private readonly window: number) {
    this.#log = new EventLog(window, this.#revision);
  }

  get revision(): number {
    return this.#revision;
  }

  get floor(): number {
    return this.#log.floor;
  }

  floorOf(resource: string): number {
    return this.#log.floorOf(resource);
  }

  of(resource: string): ReadonlyMap<string, KubeObject> {
    return this.#objects.get(resource) ?? NOTHING;
  }

  resources(): string[] {
    return [...this.#objects.keys()];
  }

  /** Stores the object under the next revision and tells everybody. `before` is absent for a new one. */
  append(
    type: WatchEvent['type'],
    resource: string,
    object: KubeObject,
    before: KubeObject | undefined,
  ): KubeObject {
    const revision = ++this.#revision;
    const metadata = { ...object.metadata, resourceVersion: String(revision) };
    const stored = freezeCopy({ ...object, metadata });
    this.#place(resource, stored, type !== 'DELETED');
    const entry = { type, object: stored, ...(before && { before }), revision, resource };
    this.#log.append(entry);
    this.listeners.tell(entry);
    return stored;
  }

  /** Writes after `revision`, in order. @throws StatusError 410 when some of them are forgotten */
  since(revision: number, resource?: string): LogEntry[] {
    const entries = this.#log.since(revision, resource);
    if (entries) return entries;
    const floor = resource === undefined ? this.floor : this.floorOf(resource);
    throw StatusError.expired(`too old resource version: ${revision} (${floor})`);
  }

  compact(revision: number): void {
    this.#log.compact(Math.min(revision, this.#revision));
  }

  /** The state at a revision. @throws StatusError 410 when that is no longer known */
  snapshotAt(revision: number): StorageSnapshot {
    const since = this.since(revision);
    const earlier = ([resource, all]: [string, ReadonlyMap<string, KubeObject>]) => {
      const writes = since.filter(entry => entry.resource === resource);
      return [resource, undo(all, writes)] as const;
    };
    return { revision, objects: new Map([...this.#objects].map(earlier)) };
  }

  /** As after restoring a backup: the revision goes back too, and the history is empty. */
  restore({ revision, objects }: StorageSnapshot): void {
    this.#objects = new Map([...objects].map(([resource, all]) => [resource, new Map(all)]));
    this.#revision = revision;
    this.#log = new EventLog(this.window, revision);
  }

  #place(resource: string, object: KubeObject, present: boolean) {
    const all = this.#objects.get(resource) ?? new Map<string, KubeObject>();
    this.#objects.set(resource, all);
    const key = objectKey(object.metadata);
    if (present) all.set(key, object);
    else all.delete(key);
  }
}

/** What happened between two states of a resource, as a client finds out by comparing lists. */
export function differences(
  resource: string,
  before: ReadonlyMap<string, KubeObject>,
  after: ReadonlyMap<string, KubeObject>,
  revision: number,
): LogEntry[] {
  const gone = [...before].filter(([key]) => !after.has(key));
  const changed = [...after].filter(([key, object]) => before.get(key) !== object);
  return [
    ...gone.map(([, object]) => ({ type: 'DELETED' as const, object, before: object, revision, resource })),
    ...changed.map(([key, object]) => changeOf(object, before.get(key), { revision, resource })),
  ];
}

function changeOf(
  object: KubeObject,
  before: KubeObject | undefined,
  at: { revision: number; resource: string },
): LogEntry {
  return before ? { type: 'MODIFIED', object, before, ...at } : { type: 'ADDED', object, ...at };
}
