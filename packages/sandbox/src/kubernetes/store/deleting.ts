import { at, jsonEqual, textAt } from '../json';
import { StatusError } from '../StatusError';
import type { DeleteOptions, KubeObject, ResourceDefinition } from '../types';

/** What a DELETE does to an object: takes it away, or only marks it. */

/** @throws StatusError 409 when it is another object than was meant */
export function checkPreconditions(
  definition: ResourceDefinition,
  stored: KubeObject,
  { preconditions = {} }: DeleteOptions,
): void {
  const { uid, resourceVersion, name } = stored.metadata;
  const refuse = (what: string, wanted: string, is: string, why: string) =>
    StatusError.conflict(
      { ...definition, resource: definition.kind },
      name,
      `the ${what} in the precondition (${wanted}) does not match the ${what} in record (${is}). The object might have been ${why}`,
    );
  if (preconditions.uid && preconditions.uid !== uid) {
    throw refuse('UID', preconditions.uid, uid, 'deleted and then recreated');
  }
  if (preconditions.resourceVersion && preconditions.resourceVersion !== resourceVersion) {
    throw refuse('ResourceVersion', preconditions.resourceVersion, resourceVersion, 'modified');
  }
}

/**
 * The object marked as being deleted; `stored` itself when it is marked already; `undefined` when nothing holds it.
 * @param now milliseconds since the epoch
 */
export function markedDeleted(
  definition: ResourceDefinition,
  stored: KubeObject,
  options: DeleteOptions,
  now: number,
): KubeObject | undefined {
  const { metadata } = stored;
  const asked = graceSeconds(definition, stored, options.gracePeriodSeconds);
  const grace = Math.min(asked, metadata.deletionGracePeriodSeconds ?? asked);
  const finalizers = [...new Set([...(metadata.finalizers ?? []), ...propagationFinalizers(options)])];
  if (finalizers.length === 0 && grace === 0) return undefined;
  const again = metadata.deletionTimestamp && grace === metadata.deletionGracePeriodSeconds;
  const marked = {
    ...metadata,
    deletionTimestamp: again ? metadata.deletionTimestamp : stamp(now + grace * 1000),
    deletionGracePeriodSeconds: grace,
    ...(finalizers.length > 0 && { finalizers }),
    ...(metadata.generation && !metadata.deletionTimestamp && { generation: metadata.generation + 1 }),
  };
  return jsonEqual(marked, metadata) ? stored : { ...stored, metadata: marked };
}

/** Whether a change of a marked object was the last thing that held it. */
export function isReleased({ metadata }: KubeObject): boolean {
  const held = metadata.finalizers?.length || metadata.deletionGracePeriodSeconds;
  return !!metadata.deletionTimestamp && !held;
}

/** Seconds a pod's kubelet gets; everything else goes at once. */
function graceSeconds(definition: ResourceDefinition, object: KubeObject, asked?: number): number {
  if (definition.group !== '' || definition.resource !== 'pods') return 0;
  const phase = textAt(object, 'status', 'phase');
  if (!textAt(object, 'spec', 'nodeName') || phase === 'Succeeded' || phase === 'Failed') return 0;
  const own = at(object, 'spec', 'terminationGracePeriodSeconds');
  return asked ?? (typeof own === 'number' ? own : 30);
}

function propagationFinalizers({ propagationPolicy }: DeleteOptions): string[] {
  if (propagationPolicy === 'Foreground') return ['foregroundDeletion'];
  return propagationPolicy === 'Orphan' ? ['orphan'] : [];
}

/** Kubernetes' times have whole seconds. @param time milliseconds since the epoch */
export function stamp(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
}
