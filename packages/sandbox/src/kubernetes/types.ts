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
  managedFields?: JsonValue[];
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
export type NewObject = Omit<KubeObject, 'metadata'> & {
  metadata: Partial<ObjectMeta> & ({ name: string } | { generateName: string });
};

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
  delete(key: ObjectKey): void;
  /** From now on, in order, after the write is stored. A listener must not throw. */
  watch(resource: string, listener: (event: WatchEvent) => void): () => void;
}
