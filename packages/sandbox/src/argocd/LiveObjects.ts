import { type Cluster } from '../controllers/Cluster';
import { controllerUid } from '../controllers/Informer';
import { type JsonObject } from '../controllers/views';
import { readPod } from '../controllers/pods/podView';
import { groupResource, StatusError, type ObjectStore } from '../kubernetes';
import { type KubeObject, type ResourceDefinition, type WatchEvent } from '../kubernetes/types';
import { newObjectView } from './applying/newObject';
import { keyOfObject, keyText, type ResourceKey, trackedBy } from './tracking';

export interface LiveChange {
  /** The Application whose object, or whose object's pod, it is. */
  application: string;
  /** False for what its objects made, which only counts for what runs. */
  managed: boolean;
}

/** Nobody keeps these in git, and there are many. */
const ignored = new Set([
  'events',
  'leases.coordination.k8s.io',
  'endpoints',
  'endpointslices.discovery.k8s.io',
]);

/** What is on the cluster, by the Applications it is tracked by: Argo CD's cache of a cluster. */
export class LiveObjects {
  private readonly tracked = new Map<string, Map<string, KubeObject>>();
  private readonly applicationOf = new Map<string, string>();
  private readonly parents = new Map<string, string>();
  private readonly unwatch: () => void;

  constructor(
    private readonly store: ObjectStore,
    private readonly cluster: Cluster,
    private readonly changed: (change: LiveChange) => void,
  ) {
    this.unwatch = store.watchAll(entry => {
      if (!ignored.has(entry.resource)) this.take(entry.resource, entry);
    });
    for (const [resource, objects] of store.snapshot().objects) {
      if (ignored.has(resource)) continue;
      for (const object of objects.values()) this.take(resource, { type: 'ADDED', object });
    }
  }

  stop(): void {
    this.unwatch();
  }

  /** The resource of a kind, as the server's discovery tells; the group decides, not the version. */
  definition({ group, kind }: Pick<ResourceKey, 'group' | 'kind'>): ResourceDefinition | undefined {
    return this.store.registry.all().find(each => each.group === group && each.kind === kind);
  }

  get(key: ResourceKey): KubeObject | undefined {
    const definition = this.definition(key);
    if (!definition) return undefined;
    const namespace = definition.namespaced ? key.namespace : undefined;
    return this.store.get({ resource: groupResource(definition), namespace, name: key.name });
  }

  /** What server-side apply would make of an object; undefined where the server would refuse it. */
  predicted(definition: ResourceDefinition, target: JsonObject): KubeObject | undefined {
    const options = { manager: 'argocd-controller', force: true, dryRun: true };
    try {
      return this.store.apply(groupResource(definition), newObjectView.parse(target), options);
    } catch (error) {
      if (error instanceof StatusError) return undefined;
      throw error;
    }
  }

  /** Everything that says it is the Application's. */
  of(application: string): KubeObject[] {
    return [...(this.tracked.get(application)?.values() ?? [])];
  }

  /** The images of the pods that come of an Application's objects. */
  images(application: string, namespaces: Iterable<string>): string[] {
    const pods = [...new Set(namespaces)].flatMap(namespace => this.cluster.informer('pods').in(namespace));
    const own = pods.filter(pod => this.applicationOf.get(this.root(pod.metadata.uid)) === application);
    return [...new Set(own.flatMap(pod => readPod(pod).spec.containers.map(({ image }) => image)))].sort();
  }

  private take(resource: string, { type, object, before }: WatchEvent): void {
    const { uid } = object.metadata;
    if (before) this.forget(before);
    if (type !== 'DELETED') this.remember(object);
    const owners = new Set([trackedBy(object), before && trackedBy(before)]);
    for (const application of owners) if (application) this.changed({ application, managed: true });
    if (resource === 'pods' && type !== 'MODIFIED') this.tellOfPod(uid);
    if (type === 'DELETED') this.parents.delete(uid);
  }

  private tellOfPod(uid: string): void {
    const application = this.applicationOf.get(this.root(uid));
    if (application !== undefined) this.changed({ application, managed: false });
  }

  private remember(object: KubeObject): void {
    const { uid } = object.metadata;
    const parent = controllerUid(object);
    if (parent !== undefined) this.parents.set(uid, parent);
    const application = trackedBy(object);
    // What a controller made of an Application's object may carry its mark, but is not from git.
    if (application === undefined || parent !== undefined) return;
    const objects = this.tracked.get(application) ?? new Map<string, KubeObject>();
    objects.set(keyText(keyOfObject(object)), object);
    this.tracked.set(application, objects);
    this.applicationOf.set(uid, application);
  }

  private forget(object: KubeObject): void {
    const application = this.applicationOf.get(object.metadata.uid);
    if (application === undefined) return;
    this.applicationOf.delete(object.metadata.uid);
    const objects = this.tracked.get(application);
    objects?.delete(keyText(keyOfObject(object)));
    if (objects?.size === 0) this.tracked.delete(application);
  }

  private root(uid: string): string {
    let root = uid;
    for (let up = this.parents.get(root); up !== undefined; up = this.parents.get(root)) root = up;
    return root;
  }
}
