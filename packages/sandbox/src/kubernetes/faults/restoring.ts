import type { ObjectStore } from '../store/ObjectStore';
import type { StorageSnapshot } from '../store/Storage';
import { uuid } from '../store/names';
import type { KubeObject } from '../types';

const DEFAULT_WRITES = 50;

/**
 * Puts a store back by some writes, as a restored backup of etcd does.
 * @param newCluster gives `kube-system` another uid, as after restoring into a cluster made anew
 */
export function restoreEarlier(
  store: ObjectStore,
  { writes = DEFAULT_WRITES, newCluster = false }: { writes?: number; newCluster?: boolean },
  random: () => number,
): void {
  const revision = Math.max(store.oldestRevision, store.revision - writes);
  const snapshot = store.snapshot(revision);
  store.restore(newCluster ? withOtherIdentity(snapshot, random) : snapshot);
}

function withOtherIdentity(snapshot: StorageSnapshot, random: () => number): StorageSnapshot {
  const namespaces = new Map(snapshot.objects.get('namespaces'));
  const system = namespaces.get('kube-system');
  if (system) namespaces.set('kube-system', withUid(system, uuid(random)));
  return { ...snapshot, objects: new Map([...snapshot.objects, ['namespaces', namespaces]]) };
}

function withUid(object: KubeObject, uid: string): KubeObject {
  return { ...object, metadata: { ...object.metadata, uid } };
}
