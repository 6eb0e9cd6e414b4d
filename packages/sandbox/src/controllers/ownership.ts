import { type KubeObject, type OwnerReference } from '../kubernetes/types';
import { type Cluster } from './Cluster';
import { controllerUid, keyOf } from './Informer';
import { type WorkQueue } from './WorkQueue';

/** What an object says that the other one controls. */
export function controllerReference({ apiVersion, kind, metadata }: KubeObject): OwnerReference {
  const { name, uid } = metadata;
  return { apiVersion, kind, name, uid, controller: true, blockOwnerDeletion: true };
}

export interface Waking {
  /** The resource a controller looks after, e.g. `jobs.batch`. */
  owners: string;
  /** Resources of what these control. */
  owned: string[];
  /** How long changes of what is owned are gathered, in sandbox milliseconds; not at all when left out. */
  gathering?: number;
}

/** Has a controller look at an object when it changes, and when something that it controls does. */
export function wakeOwners(cluster: Cluster, queue: WorkQueue, { owners, owned, gathering }: Waking): void {
  const keys = new Map<string, string>();
  cluster.informer(owners).onEvent(({ type, object }) => {
    if (type === 'DELETED') keys.delete(object.metadata.uid);
    else keys.set(object.metadata.uid, keyOf(object));
    queue.add(keyOf(object));
  });
  const wake = (object: KubeObject) => {
    const key = keys.get(controllerUid(object) ?? '');
    if (key === undefined) return;
    if (gathering === undefined) queue.add(key);
    else queue.addAfter(key, gathering);
  };
  for (const resource of owned) cluster.informer(resource).onEvent(({ object }) => wake(object));
}
