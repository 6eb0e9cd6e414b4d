import { type KubeObject } from '../../kubernetes/types';
import { hashOf, isSaturated, selectedHash, type RolloutContext } from './RolloutContext';
import { hashLabel, managedByAnnotation } from './rolloutView';
import { isFastTracked } from './fastTrack';
import { completedPause, completedPreAnalysis } from './pausing';
import { isReadyForPause } from './scaling';

function switchSelector(context: RolloutContext, service: KubeObject, hash: string): void {
  const before = selectedHash(service);
  const managed = service.metadata.annotations?.[managedByAnnotation] !== undefined;
  if (before === hash && managed) return;
  const { namespace, name } = service.metadata;
  const annotations = { [managedByAnnotation]: context.rollout.metadata.name };
  context.tools.api.patch(
    { resource: 'services', namespace, name },
    { ...(!managed && { metadata: { annotations } }), spec: { selector: { [hashLabel]: hash } } },
  );
  const message = `Switched selector for service '${name}' from '${before ?? ''}' to '${hash}'`;
  context.record({ reason: 'SwitchService', message });
}

export function reconcilePreviewService(context: RolloutContext): void {
  const service = context.service(context.blueGreen?.previewService);
  if (service && !context.isHalted) switchSelector(context, service, hashOf(context.newReplicaSet));
}

/**
 * Points the active Service at the revision that may have it. It comes to an abort only when the new revision is fully
 * available: with crashing pods an abort does not bring traffic back.
 */
export function reconcileActiveService(context: RolloutContext): void {
  const service = context.service(context.blueGreen?.activeService);
  const { newReplicaSet, rollout } = context;
  if (!service || !newReplicaSet || context.isHalted) return;
  if (!isReadyForPause(context) || !isSaturated(rollout, newReplicaSet)) return;
  const goes = isFastTracked(context) || (completedPause(context) && completedPreAnalysis(context));
  const wanted = goes ? hashOf(newReplicaSet) : selectedHash(service);
  const hash = rollout.status.abort ? rollout.status.stableRS : wanted;
  if (hash !== undefined) switchSelector(context, service, hash);
}
