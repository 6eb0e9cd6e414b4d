import type { Clock } from '../../clock/Clock';
import { freezeCopy } from '../json';
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
import { checkPreconditions, isReleased, markedDeleted, stamp } from './deleting';
import { objectKey, undo, type LogEntry } from './EventLog';
import { withManager } from './managedFields';
import { generatedName, uuid } from './names';
import { scaled, scaleOf } from './scale';
import { differences, Storage, type StorageSnapshot } from './Storage';
import { changedObject, newObject } from './writing';

export interface ObjectStoreOptions {
  clock: Clock;
  /** How many writes can be watched from afterwards; a watch from an older one is 410. */
  window?: number;
}

export interface WriteOptions {
  /** Goes into `metadata.managedFields`. */
  manager?: string;
  /** `Update` when left out. */
  operation?: 'Update' | 'Apply';
  /** Everything but the storing. */
  dryRun?: boolean;
  /** Asked when all is prepared and nothing is stored: what would be, and what is. It throws to refuse. */
  admit?: (object: KubeObject | undefined, oldObject: KubeObject | undefined) => void;
}

type Subresource = 'status' | 'scale' | undefined;

const DEFAULT_MANAGER = 'kube-controller-manager';
const FIRST_NAMESPACES = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];
const CRDS = 'customresourcedefinitions.apiextensions.k8s.io';

/** The objects of one cluster, with the rules that the API server keeps for every write. */
export class ObjectStore implements ObjectApi {
  readonly registry = new ResourceRegistry();
  readonly #clock: Clock;
  readonly #storage: Storage;

  constructor({ clock, window = 2000 }: ObjectStoreOptions) {
    this.#clock = clock;
    this.#storage = new Storage(window);
    for (const name of FIRST_NAMESPACES) {
      this.create('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    }
    writeDefaultRoles(this);
  }

  /** The revision of the newest write. */
  get revision(): number {
    return this.#storage.revision;
  }

  /** Writes after this revision can still be watched. */
  get oldestRevision(): number {
    return this.#storage.floor;
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
    const definition = this.#definition(resource);
    const random = () => this.#clock.random();
    const { name: given, generateName, namespace } = sent.metadata;
    const name = given || (generateName ? generatedName(generateName, random) : '');
    if (definition.namespaced) this.#checkNamespace(definition, name, namespace);
    const prepared = newObject(definition, sent, { now: this.#now(), name, uid: uuid(random) });
    options.admit?.(prepared, undefined);
    if (this.#all(resource).has(objectKey(prepared.metadata))) {
      throw StatusError.alreadyExists(definition, name);
    }
    return this.#write('ADDED', definition, prepared, undefined, options);
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
    const by = { ...options, subresource };
    if (subresource !== 'scale') {
      return this.#change(definition, stored, change(stored), by);
    }
    const scale = change(scaleOf(definition, stored));
    const wanted = scaled(definition, stored, scale);
    options.admit?.(scale, scaleOf(definition, stored));
    return scaleOf(definition, this.#change(definition, stored, wanted, { ...by, admit: undefined }));
  }

  /** @returns the object as it was last, marked or removed */
  delete(key: ObjectKey, options: DeleteOptions & Pick<WriteOptions, 'dryRun' | 'admit'> = {}): KubeObject {
    const definition = this.#definition(key.resource);
    const stored = this.#existing(definition, key);
    checkPreconditions(definition, stored, options);
    options.admit?.(undefined, stored);
    if (options.dryRun) return stored;
    this.#deleteContent(definition, stored);
    const marked = markedDeleted(definition, stored, options, this.#clock.now().getTime());
    if (marked === stored) return stored;
    return marked
      ? this.#storage.append('MODIFIED', storageKey(definition), marked, stored)
      : this.#remove(definition, stored, stored);
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

  #change(
    definition: ResourceDefinition,
    stored: KubeObject,
    sent: KubeObject,
    options: WriteOptions & { subresource: Subresource },
  ): KubeObject {
    const next = changedObject(
      definition,
      stored,
      sent,
      options.subresource === 'status' ? 'status' : undefined,
    );
    options.admit?.(next, stored);
    if (next === stored) return stored;
    if (isReleased(next) && !options.dryRun) return this.#remove(definition, next, stored);
    return this.#write('MODIFIED', definition, next, stored, options);
  }

  #write(
    type: 'ADDED' | 'MODIFIED',
    definition: ResourceDefinition,
    object: KubeObject,
    before: KubeObject | undefined,
    {
      manager = DEFAULT_MANAGER,
      operation = 'Update',
      dryRun,
      subresource,
    }: WriteOptions & { subresource?: Subresource },
  ): KubeObject {
    const managed = withManager(object, before, { manager, operation, subresource, now: this.#now() });
    if (dryRun) return freezeCopy(managed);
    if (storageKey(definition) === CRDS) this.registry.setCustom(managed);
    return this.#storage.append(type, storageKey(definition), managed, before);
  }

  #remove(definition: ResourceDefinition, object: KubeObject, stored: KubeObject): KubeObject {
    const removed = this.#storage.append('DELETED', storageKey(definition), object, stored);
    if (storageKey(definition) === CRDS) this.registry.removeCustom(object.metadata.name);
    return removed;
  }

  /** The controllers of namespaces and of custom resource definitions do this in a real cluster, over some seconds. */
  #deleteContent(definition: ResourceDefinition, stored: KubeObject) {
    const key = storageKey(definition);
    if (key !== 'namespaces' && key !== CRDS) return;
    const { name } = stored.metadata;
    for (const resource of this.#storage.resources()) {
      const inside = this.registry.byKey(resource);
      const all = [...this.#storage.of(resource).values()];
      const lost = all.filter(object =>
        key === CRDS ? resource === name : object.metadata.namespace === name,
      );
      if (inside) lost.forEach(object => this.#remove(inside, object, object));
    }
  }

  #checkNamespace(definition: ResourceDefinition, name: string, namespace = '') {
    const found = this.#storage.of('namespaces').get(namespace);
    if (!found)
      throw StatusError.notFound({ group: '', resource: 'namespaces', kind: 'Namespace' }, namespace);
    if (!found.metadata.deletionTimestamp) return;
    const why = `unable to create new content in namespace ${namespace} because it is being terminated`;
    throw StatusError.forbidden(definition, name, why);
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

  #now(): string {
    return stamp(this.#clock.now().getTime());
  }
}

function sorted(objects: ReadonlyMap<string, KubeObject>): KubeObject[] {
  return [...objects].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, object]) => object);
}
