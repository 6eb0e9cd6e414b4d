import { type KubeObject, type WatchEvent } from '../kubernetes/types';
import { type Cluster } from './Cluster';
import { type WorkQueue } from './WorkQueue';

/** Kinds whose objects own others, or are owned. */
const watched = [
  'pods',
  'replicasets.apps',
  'deployments.apps',
  'statefulsets.apps',
  'daemonsets.apps',
  'jobs.batch',
  'cronjobs.batch',
  'services',
  'endpointslices.discovery.k8s.io',
  'configmaps',
  'secrets',
  'persistentvolumeclaims',
  'nodes',
  'leases.coordination.k8s.io',
  'serviceaccounts',
  'ingresses.networking.k8s.io',
  'networkpolicies.networking.k8s.io',
  'horizontalpodautoscalers.autoscaling',
  'poddisruptionbudgets.policy',
  'roles.rbac.authorization.k8s.io',
  'rolebindings.rbac.authorization.k8s.io',
  'clusterroles.rbac.authorization.k8s.io',
  'clusterrolebindings.rbac.authorization.k8s.io',
  'persistentvolumes',
];
const definitions = 'customresourcedefinitions.apiextensions.k8s.io';

interface Dependent {
  resource: string;
  object: KubeObject;
}

/** Deletes what is owned by something that is gone, or lets it live on where the owner was deleted as an orphan's. */
export class GarbageCollector {
  private readonly queue: WorkQueue;
  private readonly alive = new Set<string>();
  private readonly dependents = new Map<string, Map<string, Dependent>>();

  constructor(private readonly cluster: Cluster) {
    this.queue = cluster.queue('garbage', uid => this.collect(uid), 20);
  }

  start(): void {
    for (const resource of watched) this.watch(resource);
    this.cluster.informer(definitions).onEvent(({ type, object }) => {
      if (type === 'ADDED') this.watch(object.metadata.name);
    });
  }

  private watch(resource: string): void {
    this.cluster.informer(resource).onEvent(event => this.take(resource, event));
  }

  private take(resource: string, { type, object, before }: WatchEvent): void {
    const { uid, finalizers = [] } = object.metadata;
    if (before) this.unlink(before);
    if (type === 'DELETED') {
      this.alive.delete(uid);
      this.queue.add(uid);
      return;
    }
    this.alive.add(uid);
    this.link(resource, object);
    if (object.metadata.deletionTimestamp && finalizers.some(isPropagation)) this.finish(resource, object);
  }

  private link(resource: string, object: KubeObject): void {
    for (const owner of object.metadata.ownerReferences ?? []) {
      const owned = this.dependents.get(owner.uid) ?? new Map<string, Dependent>();
      owned.set(object.metadata.uid, { resource, object });
      this.dependents.set(owner.uid, owned);
    }
  }

  private unlink(object: KubeObject): void {
    for (const owner of object.metadata.ownerReferences ?? []) {
      const owned = this.dependents.get(owner.uid);
      owned?.delete(object.metadata.uid);
      if (owned?.size === 0) this.dependents.delete(owner.uid);
    }
  }

  /** Orphans or deletes the dependents first, then lets the owner go. */
  private finish(resource: string, owner: KubeObject): void {
    const { uid, namespace, name, finalizers = [] } = owner.metadata;
    const orphans = finalizers.includes('orphan');
    this.cluster.after(20, () => {
      for (const dependent of this.dependentsOf(uid)) {
        if (orphans) this.release(dependent, uid);
        else this.remove(dependent);
      }
      if (!orphans && this.dependentsOf(uid).length) {
        this.cluster.after(1000, () => this.again(resource, owner));
        return;
      }
      const stored = this.cluster.api.get({ resource, namespace, name });
      if (stored?.metadata.uid !== uid) return;
      const rest = (stored.metadata.finalizers ?? []).filter(each => !isPropagation(each));
      this.cluster.api.patch(
        { resource, namespace, name },
        { metadata: { finalizers: rest.length ? rest : null } },
      );
    });
  }

  private again(resource: string, { metadata }: KubeObject): void {
    const { namespace, name, uid } = metadata;
    const stored = this.cluster.api.get({ resource, namespace, name });
    if (stored?.metadata.uid === uid) this.finish(resource, stored);
  }

  private dependentsOf(uid: string): Dependent[] {
    return [...(this.dependents.get(uid)?.values() ?? [])];
  }

  private collect(uid: string): void {
    if (this.alive.has(uid)) return;
    for (const dependent of this.dependentsOf(uid)) {
      const owners = dependent.object.metadata.ownerReferences ?? [];
      if (!owners.some(owner => this.alive.has(owner.uid))) this.remove(dependent);
    }
  }

  private remove({ resource, object }: Dependent): void {
    const { namespace, name, uid } = object.metadata;
    const stored = this.cluster.api.get({ resource, namespace, name });
    if (stored?.metadata.uid === uid && !stored.metadata.deletionTimestamp) {
      this.cluster.api.delete({ resource, namespace, name });
    }
  }

  private release({ resource, object }: Dependent, owner: string): void {
    const { namespace, name } = object.metadata;
    const stored = this.cluster.api.get({ resource, namespace, name });
    if (!stored) return;
    const ownerReferences = (stored.metadata.ownerReferences ?? []).filter(({ uid }) => uid !== owner);
    this.cluster.api.update(resource, { ...stored, metadata: { ...stored.metadata, ownerReferences } });
  }
}

function isPropagation(finalizer: string): boolean {
  return finalizer === 'orphan' || finalizer === 'foregroundDeletion';
}
