import type { Clock } from '../../clock/Clock';
import { mergePatch } from '../patches/mergePatch';
import { ResourceRegistry, storageKey } from '../resources/ResourceRegistry';
import { labelSelector } from '../selectors';
import { StatusError } from '../StatusError';
import type {
  DeleteOptions,
  JsonValue,
  KubeObject,
  ListOptions,
  NewObject,
  ObjectApi,
  ObjectKey,
  ResourceDefinition,
  WatchEvent,
} from '../types';
import { writeDefaultRoles } from './bootstrap';
import { objectKey, undo, type LogEntry } from './EventLog';
import { CRDS, ObjectWriter, type Subresource, type WriteOptions } from './ObjectWriter';
import { differences, Storage, type StorageSnapshot } from './Storage';

export interface ObjectStoreOptions {
  clock: Clock;
  /** How many writes can be watched from afterwards; a watch from an older one is 410. */
  window?: number;
}

const FIRST_NAMESPACES = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];

/** The objects of one cluster, with the rules that the API server keeps for every write. */
export class ObjectStore implements ObjectApi {
  readonly registry = new ResourceRegistry();
  readonly #storage: Storage;
  readonly #writer: ObjectWriter;

  constructor({ clock, window = 2000 }: ObjectStoreOptions) {
    this.#storage = new Storage(window);
    this.#writer = new ObjectWriter(this.registry, this.#storage, clock);
    for (const name of FIRST_NAMESPACES) {
      this.create('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    }
    writeDefaultRoles(this);
  }

  /** The revision of the newest write. */
  get revision(): number {
    return this.#storage.revision;
  }

  /** The state at this revision and at each later one is still known. */
  get oldestRevision(): number {
    return this.#storage.floor;
  }

  /** Writes to the resource after this revision can still be watched. */
  oldestRevisionOf(resource: string): number {
    return this.#storage.floorOf(resource);
  }

  /** This store in the name of one controller, for `managedFields`. */
  as(manager: string): ObjectApi {
    const options = { manager };
    return {
      get: key => this.get(key),
      list: (resource, listOptions) => this.list(resource, listOptions),
      create: (resource, object) => this.create(resource, object, options),
      update: (resource, object, subresource) => this.update(resource, object, subresource, options),
      patch: (key, patch, subresource) => this.patch(key, patch, subresource, options),
      apply: (resource, object, { force } = {}) => this.apply(resource, object, { ...options, force }),
      delete: (key, deleteOptions) => {
        this.delete(key, deleteOptions);
      },
      watch: (resource, listener) => this.watch(resource, listener),
    };
  }

  get(key: ObjectKey): KubeObject | undefined {
    return this.#all(key.resource).get(objectKey(key));
  }

  /** In the order of their keys. */
  list(resource: string, { namespace, labelSelector: selector }: ListOptions = {}): KubeObject[] {
    const matches = labelSelector(selector ?? '');
    return sorted(this.#all(resource)).filter(
      ({ metadata }) => (!namespace || metadata.namespace === namespace) && matches(metadata.labels),
    );
  }

  /** All objects of a resource as they were at a revision. @throws StatusError 410 when that is no longer known */
  listAt(resource: string, revision: number): KubeObject[] {
    return sorted(undo(this.#all(resource), this.eventsSince(resource, revision)));
  }

  /** Writes to a resource after a revision, in order. @throws StatusError 410 when some of them are forgotten */
  eventsSince(resource: string, revision: number): LogEntry[] {
    return this.#storage.since(revision, storageKey(this.#definition(resource)));
  }

  create(resource: string, sent: NewObject, options: WriteOptions = {}): KubeObject {
    return this.#writer.create(this.#definition(resource), sent, options);
  }

  update(
    resource: string,
    sent: KubeObject,
    subresource?: Subresource,
    options: WriteOptions = {},
  ): KubeObject {
    const { namespace, name } = sent.metadata;
    return this.transform({ resource, namespace, name }, () => sent, subresource, options);
  }

  patch(
    key: ObjectKey,
    patch: { [key: string]: JsonValue },
    subresource?: Subresource,
    options: WriteOptions = {},
  ): KubeObject {
    const merge = (object: KubeObject) => mergePatch(object, patch) as KubeObject;
    return this.transform(key, merge, subresource, options);
  }

  /**
   * What every change goes through: `change` gets the stored object (or its Scale) and gives what is wanted.
   * @throws StatusError 404, 409, 422, and what `change` throws
   */
  transform(
    key: ObjectKey,
    change: (stored: KubeObject) => KubeObject,
    subresource?: Subresource,
    options: WriteOptions = {},
  ): KubeObject {
    const definition = this.#definition(key.resource);
    const stored = this.#existing(definition, key);
    return this.#writer.transform(definition, stored, change, { ...options, subresource });
  }

  /**
   * Server-side apply under the manager's name; an object that is not there is made, but not through a subresource.
   * @throws StatusError 409 with a cause for each field of other managers, unless by `force`; 404, 422
   */
  apply(
    resource: string,
    sent: NewObject,
    options: WriteOptions & { subresource?: Subresource } = {},
  ): KubeObject {
    const definition = this.#definition(resource);
    const { name = '', namespace } = sent.metadata;
    const key = { resource, name, namespace };
    const stored = options.subresource ? this.#existing(definition, key) : this.get(key);
    return this.#writer.apply(definition, stored, sent, options);
  }

  /** @returns the object as it was last, marked or removed */
  delete(key: ObjectKey, options: DeleteOptions & Pick<WriteOptions, 'dryRun' | 'admit'> = {}): KubeObject {
    const definition = this.#definition(key.resource);
    return this.#writer.delete(definition, this.#existing(definition, key), options);
  }

  watch(resource: string, listener: (event: WatchEvent) => void): () => void {
    return this.#storage.listeners.add(storageKey(this.#definition(resource)), listener);
  }

  /** Every write to every resource, in order. */
  watchAll(listener: (entry: LogEntry) => void): () => void {
    return this.#storage.listeners.addForAll(listener);
  }

  /** Forgets older states, as etcd does every few minutes; watches and pages from there become 410. */
  compact(revision = this.revision): void {
    this.#storage.compact(revision);
  }

  /** The state now or at an earlier revision. @throws StatusError 410 when that is no longer known */
  snapshot(revision = this.revision): StorageSnapshot {
    return this.#storage.snapshotAt(revision);
  }

  /**
   * As restoring a backup of etcd: the revision goes back too. Controllers are told the difference, which they would
   * find in their next list.
   */
  restore(snapshot: StorageSnapshot): void {
    const before = this.#storage.snapshotAt(this.revision).objects;
    this.#storage.restore(snapshot);
    for (const name of before.get(CRDS)?.keys() ?? []) this.registry.removeCustom(name);
    for (const crd of this.#storage.of(CRDS).values()) this.registry.setCustom(crd);
    for (const resource of new Set([...before.keys(), ...this.#storage.resources()])) {
      const found = differences(
        resource,
        before.get(resource) ?? new Map(),
        this.#storage.of(resource),
        this.revision,
      );
      for (const entry of found) this.#storage.listeners.tell(entry);
    }
  }

  #existing(definition: ResourceDefinition, key: ObjectKey): KubeObject {
    const stored = this.get(key);
    if (!stored) throw StatusError.notFound(definition, key.name);
    return stored;
  }

  #all(resource: string): ReadonlyMap<string, KubeObject> {
    return this.#storage.of(storageKey(this.#definition(resource)));
  }

  #definition(resource: string): ResourceDefinition {
    const definition = this.registry.byKey(resource);
    if (definition) return definition;
    throw StatusError.noSuchPath();
  }
}

function sorted(objects: ReadonlyMap<string, KubeObject>): KubeObject[] {
  return [...objects].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, object]) => object);
}
