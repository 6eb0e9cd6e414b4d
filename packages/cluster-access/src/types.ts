import type { Source, SourceReport } from '@greenroom/plugin-portal-common';
import type { JsonValue } from '@backstage/types';
import type { z } from 'zod';

/** A resource of the Kubernetes API by its plural name, e.g. `{ group: 'argoproj.io', version: 'v1alpha1', resource: 'rollouts' }`; the core group is `''`. */
export interface ResourceType {
  group: string;
  version: string;
  resource: string;
}

/** One object of a resource. `namespace` is absent for cluster-wide resources. */
export interface ObjectRef {
  type: ResourceType;
  namespace?: string;
  name: string;
}

/**
 * How one resource is held in memory: the few fields anybody needs. One definition for each resource and process, so
 * that there is one watch for each (cluster, resource): two definitions of a resource are a programming error.
 */
export interface WatchedKind<Row> {
  type: ResourceType;
  /** Its objects have no namespace: it is read whole whatever namespaces the portal is limited to. */
  isClusterWide?: true;
  /**
   * The schema that `project` parses with. What it does not name is stepped over and never made from the bytes that
   * come: nine tenths of a pod. Absent: `project` gets all but `managedFields`.
   */
  reads?: z.ZodType;
  /**
   * The object as the server sends it → our row; pure. Throws nothing: what can not be read gives `undefined` and is
   * counted. Objects and lists in a row that say the same as another row's are held once for both, and frozen: what
   * differs from row to row costs least as a field of the row itself.
   */
  project(object: unknown): Row | undefined;
}

/** What every projected row has, for keys and joins. */
export interface RowIdentity {
  uid: string;
  namespace?: string;
  name: string;
}

/** How far the rows of one (cluster, resource) can be believed. `not-installed`: the cluster has no such resource; not an error. */
export interface CollectionState {
  freshness: Source['freshness'] | 'not-installed';
  /** RFC 3339: when rows were last confirmed (event, bookmark, list, or probe while the watch is open). */
  observedAt?: string;
  since: string;
  reason?: string;
  /** The namespaces of which it is so, where others are live; absent: of all. */
  lostIn?: readonly string[];
}

export interface RowChange<Row> {
  /** `namespace/name`, or `name` for cluster-wide resources. */
  key: string;
  /** Absent: deleted. */
  row?: Row;
  /** What was held before; absent: new. */
  before?: Row;
}

/** The rows of one (cluster, resource), kept equal to the API server's. */
export interface LiveCollection<Row> {
  readonly state: CollectionState;
  get(key: string): Row | undefined;
  rows(): ReadonlyMap<string, Row>;
  /** Changes in the order they happened, a batch for each chunk that was read; an empty batch says that `state` changed. */
  subscribe(listener: (changes: readonly RowChange<Row>[]) => void): () => void;
}

/** One step of a guarded write: a JSON Patch operation (RFC 6902). */
export type PatchOperation =
  | { op: 'test'; path: string; value: JsonValue }
  | { op: 'add' | 'replace'; path: string; value: JsonValue }
  | { op: 'remove'; path: string };

export interface GuardedPatch {
  ref: ObjectRef;
  subresource?: 'status' | 'scale';
  /** `test` operations: the world as the person saw it. There is at least the uid. */
  preconditions: Extract<PatchOperation, { op: 'test' }>[];
  change: Exclude<PatchOperation, { op: 'test' }>[];
  /** Goes into the User-Agent as `request/<id>`, so that the API server's audit log can be matched. */
  requestId: string;
  /** Ask the server whether it would accept it; nothing is stored. */
  dryRun?: boolean;
}

/** Which lines of a container's log. */
export interface LogOptions {
  /** May be left out where the pod has one container. */
  container?: string;
  /** Goes on with what the container writes from now on. */
  follow?: boolean;
  /** Of the container before its last restart. */
  previous?: boolean;
  sinceSeconds?: number;
  /** At most so many of the newest lines, before what `follow` brings. */
  tailLines?: number;
  /** At most so many bytes; the server cuts in the middle of a line. */
  limitBytes?: number;
  /** Each line begins with the time it was written, RFC 3339, and a space. */
  timestamps?: boolean;
  /** Ends it from outside: the iteration then throws the signal's reason. */
  signal?: AbortSignal;
}

/**
 * Why no more of a log comes, when the server ended it as it ends one that is whole:
 * `whole` everything that was asked for and kept; `limit` there is more than `limitBytes`; of one that is followed:
 * `container-ended` the container ended or was restarted, `pod-gone` the pod is gone, `cut` the container goes on and
 * something closed its log, `unknown` the pod could not be looked at afterwards.
 */
export type LogEnd = 'whole' | 'limit' | 'container-ended' | 'pod-gone' | 'cut' | 'unknown';

/**
 * The bytes of a container's log as they come, cut anywhere. Nothing is read ahead of who iterates beyond a socket's
 * buffer, and leaving the loop ends the call. Can be iterated once. The iteration throws what `Cluster.read` throws
 * when it is refused, and ServiceUnavailableError when it breaks or when the cluster no longer answers its probe.
 */
export interface PodLog extends AsyncIterable<Buffer> {
  /** Absent until an iteration came to the end. */
  readonly end: LogEnd | undefined;
}

/** One Kubernetes API endpoint by its configured name. */
export interface Cluster {
  readonly name: string;
  /** What a person calls it: the configured title, else the name. */
  readonly title: string;
  /** The portal reads only these; absent where it reads all. */
  readonly namespaces?: readonly string[];
  /** As it is told of by itself: worse than live when it does not answer, or when anything shown from it is lost. */
  source(): Source;
  /** Whether it answers, whatever is with single resources: `sourceOfParts` tells of what is made from some. */
  answering(): Source;
  report(): SourceReport;
  /** Called when `source()` is another than before. */
  onSource(listener: () => void): () => void;
  /**
   * The one shared collection of this resource; watching starts with the first call.
   * @param hold - the caller holds it until this is aborted, for ever where it is absent. When the last who held it lets
   * go, watching ends and its rows are dropped; who asks again later gets another collection, which is `connecting` first.
   */
  watch<Row extends RowIdentity>(kind: WatchedKind<Row>, hold?: AbortSignal): LiveCollection<Row>;
  /**
   * One GET, parsed. Bounded in time.
   * @throws NotFoundError, NotAllowedError (403), AuthenticationError (401), ServiceUnavailableError (with the cluster's name), InputError when the answer has not the schema's shape
   */
  read<T extends z.ZodType>(ref: ObjectRef, schema: T): Promise<z.infer<T>>;
  /**
   * Everything of a resource at this moment, parsed item by item: for what is measured and can not be watched. Bounded in
   * time. What can not be read is left out.
   * @throws as `read`
   */
  readAll<T extends z.ZodType>(
    resource: { type: ResourceType; isClusterWide?: true },
    schema: T,
  ): Promise<z.infer<T>[]>;
  /** A container's log. Nothing is asked before the first iteration. */
  log(pod: { namespace: string; name: string }, options?: LogOptions): PodLog;
  /**
   * The one door for writes. Returns the object as the server answered it; what it means is known only by watching.
   * @throws ConflictError when a precondition does not hold (`cause` is a `WorldChangedError` that says what changed) and the errors of `read`
   */
  guardedPatch(patch: GuardedPatch): Promise<unknown>;
}

/** All configured clusters. A cluster that can not be reached, or whose configuration is wrong, is here too and says so in its `source()`. */
export interface Clusters {
  names(): string[];
  all(): Cluster[];
  /** @throws NotFoundError naming the configured clusters */
  get(name: string): Cluster;
}
