import { type KubeObject } from '../../kubernetes/types';
import { stamp } from '../moments';
import { readReplicaSet } from '../replicaSets/replicaSetView';
import {
  availableOf,
  byCreation,
  hasDeadline,
  hashOf,
  revisionOf,
  scaleOf,
  selectedHash,
  type RolloutContext,
} from './RolloutContext';
import { deadlineAnnotation, desiredReplicasAnnotation, pauseCondition } from './rolloutView';

const resource = 'replicasets.apps';

/** Seconds that a preview stays up after an abort; undefined when it stays for good. */
function abortDelay({ blueGreen }: RolloutContext): number | undefined {
  const seconds = blueGreen?.abortScaleDownDelaySeconds ?? 30;
  return seconds === 0 ? undefined : seconds;
}

export function delaysScaleDownOnAbort(context: RolloutContext): boolean {
  return (
    context.isAborted &&
    !!context.stableReplicaSet &&
    !!context.blueGreen &&
    abortDelay(context) !== undefined
  );
}

/** How many replicas the new revision should have now. */
export function newReplicas(context: RolloutContext): number {
  const { rollout, blueGreen, replicas, newReplicaSet } = context;
  const preview = blueGreen?.previewReplicaCount;
  if (preview === undefined) return replicas;
  const activeHash = rollout.status.blueGreen.activeSelector;
  const active = context.replicaSets.find(each => !!activeHash && hashOf(each) === activeHash);
  if (!active || active.metadata.uid === newReplicaSet?.metadata.uid || rollout.status.promoteFull)
    return replicas;
  if (hashOf(newReplicaSet) !== rollout.status.currentPodHash) return preview;
  const paused = rollout.spec.paused || !!rollout.status.pauseConditions?.length;
  return !paused && rollout.status.blueGreen.scaleUpPreviewCheckPoint ? replicas : preview;
}

/** Whether the new revision is as large as it should be and available. */
export function isReadyForPause(context: RolloutContext): boolean {
  const wanted = newReplicas(context);
  const { newReplicaSet } = context;
  return !!newReplicaSet && scaleOf(newReplicaSet) === wanted && availableOf(newReplicaSet) === wanted;
}

/** Whether `spec.replicas` changed, which is served before anything else. */
export function isScalingEvent(context: RolloutContext): boolean {
  return [context.newReplicaSet, context.stableReplicaSet].some(replicaSet => {
    const desired = replicaSet?.metadata.annotations?.[desiredReplicasAnnotation];
    return (
      replicaSet && scaleOf(replicaSet) > 0 && desired !== undefined && Number(desired) !== context.replicas
    );
  });
}

function needsAnnotations(context: RolloutContext, replicaSet: KubeObject): boolean {
  const desired = replicaSet.metadata.annotations?.[desiredReplicasAnnotation];
  return desired !== String(context.replicas) || (context.replicas === 0 && hasDeadline(replicaSet));
}

function scale(context: RolloutContext, replicaSet: KubeObject, count: number): boolean {
  const before = scaleOf(replicaSet);
  if (before === count && !needsAnnotations(context, replicaSet)) return false;
  const annotations = { ...replicaSet.metadata.annotations };
  annotations[desiredReplicasAnnotation] = String(context.replicas);
  if (count === 0 && !delaysScaleDownOnAbort(context)) delete annotations[deadlineAnnotation];
  const metadata = { ...replicaSet.metadata, annotations };
  const spec = { ...replicaSet.spec, replicas: count };
  context.tools.api.update(resource, { ...replicaSet, metadata, spec });
  if (before === count) return false;
  const direction = before < count ? 'up' : 'down';
  const { name } = replicaSet.metadata;
  const message = `Scaled ${direction} ReplicaSet ${name} (revision ${revisionOf(replicaSet)}) from ${before} to ${count}`;
  context.record({ reason: 'ScalingReplicaSet', message });
  return true;
}

function patchDeadline(context: RolloutContext, replicaSet: KubeObject, deadline: string | null): KubeObject {
  const { namespace, name } = replicaSet.metadata;
  const patch = { metadata: { annotations: { [deadlineAnnotation]: deadline } } };
  return context.tools.api.patch({ resource, namespace, name }, patch);
}

function addDeadline(context: RolloutContext, replicaSet: KubeObject, seconds: number): void {
  if (seconds === 0) {
    if (hasDeadline(replicaSet)) patchDeadline(context, replicaSet, null);
    return;
  }
  const { clock, moments } = context.tools.cluster;
  const deadline = stamp(clock.wallAfter(seconds * 1000));
  moments.set(`${replicaSet.metadata.uid} deadline`, deadline, seconds * 1000);
  patchDeadline(context, replicaSet, deadline);
}

/** New and stable revisions are not doomed. Up to 1.9.2 the reconciliation goes on as if the annotation were still there. */
export function removeDeadlines(context: RolloutContext): void {
  const { newReplicaSet, stableReplicaSet, tools } = context;
  if (newReplicaSet && hasDeadline(newReplicaSet) && !delaysScaleDownOnAbort(context)) {
    const patched = patchDeadline(context, newReplicaSet, null);
    if (!tools.goesOnAfterWriting) context.newReplicaSet = patched;
  }
  if (!stableReplicaSet || stableReplicaSet.metadata.uid === newReplicaSet?.metadata.uid) return;
  if (!hasDeadline(stableReplicaSet)) return;
  const patched = patchDeadline(context, stableReplicaSet, null);
  if (!tools.goesOnAfterWriting) context.stableReplicaSet = patched;
}

export function scaleStable(context: RolloutContext): void {
  if (context.stableReplicaSet) scale(context, context.stableReplicaSet, context.replicas);
}

/** Scales the new revision; an aborted one stays for its delay and then goes. */
export function scaleNew(context: RolloutContext): void {
  const replicaSet = context.newReplicaSet;
  if (!replicaSet) return;
  if (!delaysScaleDownOnAbort(context)) {
    scale(context, replicaSet, newReplicas(context));
    return;
  }
  const left = context.untilDeadline(replicaSet);
  if (left === undefined) {
    const stableIsUp = availableOf(context.stableReplicaSet) === context.replicas;
    if (stableIsUp) addDeadline(context, replicaSet, abortDelay(context) ?? 0);
    return;
  }
  if (left > 0) context.tools.requeueAfter(context.key, left);
  else scale(context, replicaSet, 0);
}

/** Whether any selector or status still names the revision. */
function isReferenced(context: RolloutContext, replicaSet: KubeObject): boolean {
  const { status } = context.rollout;
  const hash = hashOf(replicaSet);
  const services = [context.blueGreen?.activeService, context.blueGreen?.previewService].map(name =>
    selectedHash(context.service(name)),
  );
  const { activeSelector, previewSelector } = status.blueGreen;
  return [status.stableRS, status.currentPodHash, activeSelector, previewSelector, ...services].includes(
    hash,
  );
}

function waitsForPostAnalysis(context: RolloutContext, postIsDue: boolean): boolean {
  const { blueGreen } = context;
  if (!blueGreen?.postPromotionAnalysis || blueGreen.scaleDownDelaySeconds !== undefined) return false;
  const phase = context.currentRuns.post?.status?.phase;
  return postIsDue && phase !== 'Successful';
}

/**
 * Scales down revisions that are neither new nor stable, after their delay.
 * @param postIsDue whether a post-promotion analysis is to be waited for
 */
export function scaleOthers(context: RolloutContext, postIsDue: boolean): void {
  if (pauseCondition(context.rollout, 'InconclusiveAnalysisRun') || waitsForPostAnalysis(context, postIsDue))
    return;
  const limit = context.blueGreen?.scaleDownDelayRevisionLimit ?? Infinity;
  const others = context.otherReplicaSets
    .filter(each => scaleOf(each) > 0 && !isReferenced(context, each))
    .sort((a, b) => revisionOf(b) - revisionOf(a) || byCreation(b, a));
  others.forEach((replicaSet, index) => scaleOther(context, replicaSet, index < limit));
}

function scaleOther(context: RolloutContext, replicaSet: KubeObject, mayWait: boolean): void {
  const left = context.untilDeadline(replicaSet);
  const delay = context.blueGreen ? (context.blueGreen.scaleDownDelaySeconds ?? 30) : 0;
  if (left === undefined && mayWait) {
    addDeadline(context, replicaSet, delay);
    context.tools.requeueAfter(context.key, delay * 1000);
    // The controller writes no deadline for a delay of zero: there is nothing to wait for.
    if (delay > 0) return;
  }
  if (left !== undefined && left > 0 && mayWait) {
    context.tools.requeueAfter(context.key, left);
    scale(context, replicaSet, context.replicas);
    return;
  }
  scale(context, replicaSet, 0);
}

/** Deletes the oldest revisions past `revisionHistoryLimit`; those with pods stay. */
export function trimHistory(context: RolloutContext): void {
  const alive = context.otherReplicaSets
    .filter(({ metadata }) => !metadata.deletionTimestamp)
    .sort(byCreation);
  const excess = alive.length - context.rollout.spec.revisionHistoryLimit;
  for (const replicaSet of alive.slice(0, Math.max(0, excess))) {
    const { metadata, spec, status } = readReplicaSet(replicaSet);
    if (spec.replicas || status.replicas || metadata.generation > status.observedGeneration) continue;
    context.tools.api.delete({ resource, namespace: metadata.namespace, name: metadata.name });
  }
}
