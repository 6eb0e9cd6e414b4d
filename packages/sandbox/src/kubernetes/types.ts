import type { Schema } from './schemas/Schema';

/**
 * What the API server and the controllers of one sandbox cluster agree on. Controllers act only through `ObjectApi`,
 * as real ones act only through the API server; the HTTP side is another tenant of the same store.
 */

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
  blockOwnerDeletion?: boolean;
}

/** A set of fields as Kubernetes writes it: `{ 'f:spec': { 'f:replicas': {} } }`. A leaf is `{}`. */
export type FieldSet = { [key: string]: FieldSet };

/** Which fields a manager wrote last. The server keeps these; what a client sends is not taken. */
export interface ManagedFieldsEntry {
  manager: string;
  operation: 'Update' | 'Apply';
  apiVersion: string;
  /** RFC 3339; absent when an apply only shared what was there. */
  time?: string;
  fieldsType: 'FieldsV1';
  fieldsV1: FieldSet;
  subresource?: string;
}

export interface ObjectMeta {
  name: string;
  generateName?: string;
  namespace?: string;
  uid: string;
  resourceVersion: string;
  generation?: number;
  creationTimestamp: string;
  deletionTimestamp?: string;
  deletionGracePeriodSeconds?: number;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  ownerReferences?: OwnerReference[];
  finalizers?: string[];
  managedFields?: ManagedFieldsEntry[];
}

/** An object as stored and served. Stored objects are frozen: change a copy. */
export interface KubeObject {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
  spec?: { [key: string]: JsonValue };
  status?: { [key: string]: JsonValue };
  [key: string]: unknown;
}

/** What is sent in: the server fills the rest of `metadata`. */
export interface NewObject {
  apiVersion: string;
  kind: string;
  metadata: Partial<ObjectMeta> & ({ name: string } | { generateName: string });
  spec?: { [key: string]: JsonValue };
  status?: { [key: string]: JsonValue };
  [key: string]: unknown;
}

/** A resource the server has. */
export interface ResourceDefinition {
  group: string;
  version: string;
  resource: string;
  singular: string;
  kind: string;
  listKind: string;
  namespaced: boolean;
  shortNames: string[];
  categories: string[];
  subresources: ('status' | 'scale')[];
  /** Custom resources: merge patch instead of strategic merge, no table columns but those given. */
  custom: boolean;
  /** Whether `spec` changes move `metadata.generation`. */
  generation: boolean;
  /** The resource whose objects these are, told in another form: `events` for the ones of events.k8s.io. */
  storedAs?: string;
  /** Where `scale` finds its numbers, e.g. `['spec', 'replicas']`. */
  scale?: { replicas: string[]; statusReplicas: string[]; selector?: string[] };
  /** What a custom resource's definition says of its objects; all is taken when it says nothing. */
  schema?: Schema;
  /** What `kubectl get` shows of a custom resource. */
  columns?: PrinterColumn[];
}

/** One `additionalPrinterColumns` entry of a custom resource. */
export interface PrinterColumn {
  name: string;
  type: string;
  jsonPath: string;
  description?: string;
  priority?: number;
}

export interface WatchEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  object: KubeObject;
  /** The object as it was, for selectors that start or stop matching. */
  before?: KubeObject;
}

export interface ObjectKey {
  /** `resource` or `resource.group`, e.g. `pods`, `deployments.apps`, `rollouts.argoproj.io`. */
  resource: string;
  namespace?: string;
  name: string;
}

export interface ListOptions {
  namespace?: string;
  /** In Kubernetes' own syntax. */
  labelSelector?: string;
}

/** What a DELETE can say about how. */
export interface DeleteOptions {
  /** Pods: seconds until the kubelet has to be done; 0 takes the object away at once. Default is the pod's own. */
  gracePeriodSeconds?: number;
  /** What becomes of owned objects; the garbage collector acts on it. Default `Background`. */
  propagationPolicy?: 'Background' | 'Foreground' | 'Orphan';
  preconditions?: { uid?: string; resourceVersion?: string };
}

/**
 * The store as controllers see it. Synchronous: the sandbox is one process, and a clock that can be advanced is only
 * deterministic if nothing hides behind a microtask. Every write goes through the same validation, defaulting,
 * generation and resourceVersion rules as a request over HTTP. Failures are `StatusError`s.
 */
export interface ObjectApi {
  get(key: ObjectKey): KubeObject | undefined;
  list(resource: string, options?: ListOptions): KubeObject[];
  create(resource: string, object: NewObject): KubeObject;
  /** Replace; `metadata.resourceVersion`, when present, has to be the stored one (409 otherwise). Status is kept unless `subresource` is `status`, and then only status is taken. */
  update(resource: string, object: KubeObject, subresource?: 'status' | 'scale'): KubeObject;
  /** JSON merge patch (RFC 7396). */
  patch(key: ObjectKey, patch: { [key: string]: JsonValue }, subresource?: 'status' | 'scale'): KubeObject;
  /**
   * Server-side apply: makes the object, or merges what is said, and takes away what the same manager said last time.
   * 409 for fields of other managers unless by `force`.
   */
  apply(resource: string, object: NewObject, options?: { force?: boolean }): KubeObject;
  /**
   * As DELETE over HTTP: with finalizers, or for a pod on a node, only `deletionTimestamp` is set; the kubelet ends it
   * with `gracePeriodSeconds: 0`.
   */
  delete(key: ObjectKey, options?: DeleteOptions): void;
  /** From now on, in order, after the write is stored. A listener must not throw. */
  watch(resource: string, listener: (event: WatchEvent) => void): () => void;
}
