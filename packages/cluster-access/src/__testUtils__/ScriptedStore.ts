export interface StoredObject {
  metadata: { name: string; namespace: string; uid: string; resourceVersion: string };
  [field: string]: unknown;
}

interface LoggedEvent {
  resource: string;
  revision: number;
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  object: StoredObject;
}

/** Objects with one revision for all, as etcd has it, and the events since the beginning or since `floor`. */
export class ScriptedStore {
  revision = 100;
  /** Watches from before it get 410. */
  floor = 0;
  #objects = new Map<string, StoredObject>();
  #log: LoggedEvent[] = [];
  #uids = 0;

  put(resource: string, namespace: string, name: string, fields: object): LoggedEvent {
    const key = `${resource}/${namespace}/${name}`;
    const before = this.#objects.get(key);
    this.revision += 1;
    const uid = before?.metadata.uid ?? `uid-${(this.#uids += 1)}`;
    const metadata = {
      name,
      namespace,
      uid,
      resourceVersion: String(this.revision),
      managedFields: [{ f: {} }],
    };
    const object = { metadata, ...fields };
    this.#objects.set(key, object);
    return this.#record(resource, before ? 'MODIFIED' : 'ADDED', object);
  }

  remove(resource: string, namespace: string, name: string): LoggedEvent | undefined {
    const key = `${resource}/${namespace}/${name}`;
    const before = this.#objects.get(key);
    if (!before) {
      return undefined;
    }
    this.#objects.delete(key);
    this.revision += 1;
    const metadata = { ...before.metadata, resourceVersion: String(this.revision) };
    return this.#record(resource, 'DELETED', { ...before, metadata });
  }

  get(resource: string, namespace: string, name: string): StoredObject | undefined {
    return this.#objects.get(`${resource}/${namespace}/${name}`);
  }

  all(resource: string): StoredObject[] {
    return [...this.#objects].filter(([key]) => key.startsWith(`${resource}/`)).map(([, object]) => object);
  }

  isAhead(version: string | null): boolean {
    return Number(version ?? 0) > this.revision;
  }

  /** Back to an earlier state: what was written since has never been. */
  snapshot(): () => void {
    const { revision } = this;
    const objects = new Map(this.#objects);
    const log = [...this.#log];
    return () => {
      this.revision = revision;
      this.#objects = new Map(objects);
      this.#log = [...log];
      // A restored server's watch cache begins empty.
      this.floor = 0;
    };
  }

  /** Nothing from before now can be watched. */
  compact(): void {
    this.floor = this.revision;
    this.#log = [];
  }

  since(resource: string, revision: number): object[] {
    return this.#log.filter(event => event.resource === resource && event.revision > revision).map(eventOf);
  }

  initial(resource: string): object[] {
    const annotations = { 'k8s.io/initial-events-end': 'true' };
    const end = { metadata: { resourceVersion: String(this.revision), annotations } };
    return [
      ...this.all(resource).map(object => ({ type: 'ADDED', object })),
      { type: 'BOOKMARK', object: end },
    ];
  }

  /** A page: status code and body. */
  list(resource: string, query: URLSearchParams): [number, unknown] {
    const [version, offset] = (query.get('continue') ?? `${this.revision}:0`).split(':').map(Number);
    if (version === undefined || version < this.floor) {
      return [
        410,
        {
          kind: 'Status',
          code: 410,
          reason: 'Expired',
          message: 'The provided continue parameter is too old',
        },
      ];
    }
    const all = this.all(resource);
    const limit = Number(query.get('limit') ?? all.length) || all.length;
    const end = (offset ?? 0) + limit;
    const metadata = {
      resourceVersion: String(version),
      ...(end < all.length ? { continue: `${version}:${end}` } : {}),
    };
    return [200, { kind: 'List', apiVersion: 'v1', metadata, items: all.slice(offset ?? 0, end) }];
  }

  #record(resource: string, type: LoggedEvent['type'], object: StoredObject): LoggedEvent {
    const event = { resource, revision: this.revision, type, object };
    this.#log.push(event);
    return event;
  }
}

function eventOf({ type, object }: LoggedEvent): object {
  return { type, object };
}
