import type { Clock } from '../../clock/Clock';
import { BuiltInAdmission } from '../admission/builtIn/BuiltInAdmission';
import { apply } from '../fields/applying';
import type { Door, Entries, Hand } from '../fields/managers';
import { at, freezeCopy, jsonEqual, withAt, type JsonObject } from '../json';
import { storageKey, type ResourceRegistry } from '../resources/ResourceRegistry';
import { schemaOf } from '../schemas/schemaOf';
import { StatusError } from '../StatusError';
import type { DeleteOptions, KubeObject, NewObject, ResourceDefinition } from '../types';
import { checkPreconditions, isReleased, markedDeleted, stamp } from './deleting';
import { objectKey } from './EventLog';
import { givenEntries, ownersOfChanged, ownersOfNew, withOwners } from './owners';
import { generatedName, uuid } from './names';
import { scaled, scaleOf } from './scale';
import type { Storage } from './Storage';
import { changedObject, newObject } from './writing';

export interface WriteOptions {
  /** Goes into `metadata.managedFields`. */
  manager?: string;
  /** Everything but the storing. */
  dryRun?: boolean;
  /** Of an apply: takes the fields that belong to other managers. */
  force?: boolean;
  /** Who writes is no controller of this house: the status of a custom resource is held to its schema, too. */
  outside?: boolean;
  /** Asked when all is prepared and nothing is stored: what would be, and what is. It throws to refuse. */
  admit?: (object: KubeObject | undefined, oldObject: KubeObject | undefined) => void;
}

export type Subresource = 'status' | 'scale' | undefined;

/** A write on its way: by whom, through which door, and who owns what afterwards, when that is settled already. */
type Write = WriteOptions & { subresource?: Subresource; entries?: Entries };

const DEFAULT_MANAGER = 'kube-controller-manager';
export const CRDS = 'customresourcedefinitions.apiextensions.k8s.io';

/** The rules that the API server keeps for every write, and the order in which they are asked. */
export class ObjectWriter {
  private readonly admission: BuiltInAdmission;

  constructor(
    private readonly registry: ResourceRegistry,
    private readonly storage: Storage,
    private readonly clock: Clock,
  ) {
    this.admission = new BuiltInAdmission(storage);
  }

  create(definition: ResourceDefinition, sent: NewObject, options: Write): KubeObject {
    const random = () => this.clock.random();
    const { name: given, generateName, namespace } = sent.metadata;
    const name = given || (generateName ? generatedName(generateName, random) : '');
    if (definition.namespaced) this.#checkNamespace(definition, name, namespace);
    const writing = { now: this.#now(), name, uid: uuid(random) };
    const { object: prepared, said } = newObject(definition, sent, writing);
    const object = this.admission.created(definition, prepared);
    options.admit?.(object, undefined);
    if (this.#all(definition).has(objectKey(object.metadata))) {
      throw StatusError.alreadyExists(definition, name);
    }
    const entries =
      options.entries ?? ownersOfNew(definition, said, this.#hand(definition, options, 'Update'));
    return this.#write('ADDED', definition, withOwners(object, entries), undefined, options);
  }

  /** `change` gets the stored object, or its Scale, and gives what is wanted. */
  transform(
    definition: ResourceDefinition,
    stored: KubeObject,
    change: (stored: KubeObject) => KubeObject,
    options: Write,
  ): KubeObject {
    if (options.subresource !== 'scale') return this.#change(definition, stored, change(stored), options);
    const scale = change(scaleOf(definition, stored));
    const wanted = scaled(definition, stored, scale);
    options.admit?.(scale, scaleOf(definition, stored));
    return scaleOf(definition, this.#change(definition, stored, wanted, { ...options, admit: undefined }));
  }

  /** Server-side apply of an object, or of its Scale, that may not be there yet. */
  apply(
    definition: ResourceDefinition,
    stored: KubeObject | undefined,
    sent: NewObject,
    options: Write,
  ): KubeObject {
    const { force = false, subresource } = options;
    const { object, entries } = apply(stored ?? blank(sent), {
      schema: schemaOf(definition),
      config: subresource === 'scale' ? scaleConfig(definition, sent) : withoutManagers(sent),
      hand: this.#hand(definition, options, 'Apply'),
      force,
      door: doorOf(definition, subresource),
      ...(subresource === 'scale' && { shownVersion: 'autoscaling/v1' }),
    });
    if (!stored) return this.create(definition, object as NewObject, { ...options, entries });
    const applied = this.#change(definition, stored, object, { ...options, entries });
    return subresource === 'scale' ? scaleOf(definition, applied) : applied;
  }

  /** @returns the object as it was last, marked or removed */
  delete(
    definition: ResourceDefinition,
    stored: KubeObject,
    options: DeleteOptions & Pick<WriteOptions, 'dryRun' | 'admit'>,
  ): KubeObject {
    checkPreconditions(definition, stored, options);
    options.admit?.(undefined, stored);
    if (options.dryRun) return stored;
    this.#deleteContent(definition, stored);
    const marked = markedDeleted(definition, stored, options, this.clock.now().getTime());
    if (marked === stored) return stored;
    return marked
      ? this.storage.append('MODIFIED', storageKey(definition), marked, stored)
      : this.#remove(definition, stored, stored);
  }

  #change(definition: ResourceDefinition, stored: KubeObject, sent: KubeObject, options: Write): KubeObject {
    const subresource = options.subresource === 'status' ? 'status' : undefined;
    const next = changedObject(definition, stored, sent, { subresource, outside: options.outside });
    this.admission.changed(definition, next, stored);
    options.admit?.(next, stored);
    if (isReleased(next) && !options.dryRun) return this.#remove(definition, next, stored);
    const entries = options.entries ?? this.#ownersOf(definition, stored, sent, next, options);
    const owned = jsonEqual(entries, stored.metadata.managedFields ?? []);
    if (next === stored && owned) return stored;
    return this.#write('MODIFIED', definition, withOwners(next, entries), stored, options);
  }

  #write(
    type: 'ADDED' | 'MODIFIED',
    definition: ResourceDefinition,
    object: KubeObject,
    before: KubeObject | undefined,
    options: Write,
  ): KubeObject {
    if (options.dryRun) return withoutRevision(object, before);
    if (storageKey(definition) === CRDS) this.registry.setCustom(object);
    return this.storage.append(type, storageKey(definition), object, before);
  }

  /** Who updates an object may also say who owns it, but not through a subresource. */
  #ownersOf(
    definition: ResourceDefinition,
    stored: KubeObject,
    sent: KubeObject,
    next: KubeObject,
    options: Write,
  ) {
    const known = stored.metadata.managedFields ?? [];
    const given = options.subresource ? known : givenEntries(sent, known);
    if (next === stored) return given;
    return ownersOfChanged(definition, stored, next, this.#hand(definition, options, 'Update'), given);
  }

  #hand(
    definition: ResourceDefinition,
    { manager = DEFAULT_MANAGER, subresource }: Write,
    operation: Hand['operation'],
  ): Hand {
    const { group, version } = definition;
    const apiVersion = group ? `${group}/${version}` : version;
    return { manager, operation, apiVersion, subresource, now: this.#now() };
  }

  #remove(definition: ResourceDefinition, object: KubeObject, stored: KubeObject): KubeObject {
    const removed = this.storage.append('DELETED', storageKey(definition), object, stored);
    if (storageKey(definition) === CRDS) this.registry.removeCustom(object.metadata.name);
    return removed;
  }

  /** The controllers of namespaces and of custom resource definitions do this in a real cluster, over some seconds. */
  #deleteContent(definition: ResourceDefinition, stored: KubeObject) {
    const key = storageKey(definition);
    if (key !== 'namespaces' && key !== CRDS) return;
    const { name } = stored.metadata;
    for (const resource of this.storage.resources()) {
      const inside = this.registry.byKey(resource);
      const all = [...this.storage.of(resource).values()];
      const lost = all.filter(object =>
        key === CRDS ? resource === name : object.metadata.namespace === name,
      );
      if (inside) lost.forEach(object => this.#remove(inside, object, object));
    }
  }

  #checkNamespace(definition: ResourceDefinition, name: string, namespace = '') {
    const found = this.storage.of('namespaces').get(namespace);
    if (!found)
      throw StatusError.notFound({ group: '', resource: 'namespaces', kind: 'Namespace' }, namespace);
    if (!found.metadata.deletionTimestamp) return;
    const why = `unable to create new content in namespace ${namespace} because it is being terminated`;
    throw StatusError.forbidden(definition, name, why);
  }

  #all(definition: ResourceDefinition): ReadonlyMap<string, KubeObject> {
    return this.storage.of(storageKey(definition));
  }

  #now(): string {
    return stamp(this.clock.now().getTime());
  }
}

function doorOf({ subresources }: ResourceDefinition, subresource: Subresource): Door {
  if (subresource === 'status') return 'status';
  return subresources.includes('status') ? 'main' : 'whole';
}

/** What an apply starts from where there is nothing. */
function blank({ apiVersion, kind }: NewObject): KubeObject {
  return { apiVersion, kind, metadata: {} } as KubeObject;
}

function withoutManagers(sent: NewObject): JsonObject {
  const { managedFields: _managedFields, ...metadata } = sent.metadata;
  return { ...sent, metadata };
}

/** What a Scale says, where the object has it. */
function scaleConfig({ scale }: ResourceDefinition, sent: NewObject): JsonObject {
  const replicas = at(sent, 'spec', 'replicas');
  return replicas === undefined ? {} : withAt({}, scale?.replicas ?? ['spec', 'replicas'], replicas);
}

/** An answer about what is not stored: a new object has no version yet, a changed one its old one. */
function withoutRevision(object: KubeObject, before: KubeObject | undefined): KubeObject {
  if (before) return freezeCopy(object);
  const { resourceVersion: _none, ...metadata } = object.metadata;
  return freezeCopy({ ...object, metadata } as KubeObject);
}
