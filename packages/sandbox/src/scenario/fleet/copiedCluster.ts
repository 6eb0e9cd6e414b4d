import type { StorageSnapshot } from '../../kubernetes';
import { freezeCopy } from '../../kubernetes/json';
import type { KubeObject } from '../../kubernetes/types';

const uids = /"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}"/g;

/**
 * The state of a cluster as another one that was set up in the same way: everything has a uid of its own. Events and
 * `managedFields` are left out, which are most of the bytes and which nobody who looks at a fleet reads.
 *
 * @param newUid a uid that nothing has yet
 */
export function copiedCluster({ revision, objects }: StorageSnapshot, newUid: () => string): StorageSnapshot {
  const renamed = new Map<string, string>();
  const rename = (uid: string) => {
    const known = renamed.get(uid) ?? JSON.stringify(newUid());
    renamed.set(uid, known);
    return known;
  };
  const copies = [...objects]
    .filter(([resource]) => resource !== 'events')
    .map(([resource, all]) => {
      const copied = [...all].map(([key, object]) => [key, copy(object, rename)] as const);
      return [resource, new Map(copied)] as const;
    });
  return { revision, objects: new Map(copies) };
}

function copy(object: KubeObject, rename: (uid: string) => string): KubeObject {
  const { managedFields: _left, ...metadata } = object.metadata;
  const text = JSON.stringify({ ...object, metadata }).replace(uids, rename);
  const copied: KubeObject = JSON.parse(text);
  return freezeCopy(copied);
}
