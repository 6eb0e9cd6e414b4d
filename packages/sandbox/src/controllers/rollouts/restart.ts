import { type KubeObject } from '../../kubernetes/types';
import { isActive, isReady, readPod } from '../pods/podView';
import { scaleOf, type RolloutContext } from './RolloutContext';

/** The real controller looks again that often while pods are left to restart. */
const lookAgain = 30_000;

function allowedUnavailable(context: RolloutContext): number {
  const wanted = context.blueGreen?.maxUnavailable ?? '25%';
  const text = String(wanted);
  const share = text.endsWith('%')
    ? Math.floor((context.replicas * Number(text.slice(0, -1))) / 100)
    : Number(text);
  return Math.min(share, context.replicas);
}

function podsOf(context: RolloutContext): KubeObject[] {
  const pods = context.tools.cluster.informer('pods');
  const rank = (replicaSet: KubeObject) =>
    [context.stableReplicaSet, context.newReplicaSet].findIndex(
      each => each?.metadata.uid === replicaSet.metadata.uid,
    );
  const order = (replicaSet: KubeObject) => (rank(replicaSet) === -1 ? 2 : rank(replicaSet));
  return [...context.replicaSets]
    .sort((a, b) => order(a) - order(b))
    .flatMap(({ metadata }) => pods.controlledBy(metadata.uid));
}

/** Replaces pods older than `spec.restartAt`, few enough at a time that the rollout stays available. */
export function restartPods(context: RolloutContext): void {
  const { restartAt } = context.rollout.spec;
  if (!restartAt || restartAt === context.rollout.status.restartedAt) return;
  const { clock } = context.tools.cluster;
  const wait = -clock.since(new Date(restartAt));
  if (wait >= 0) {
    context.tools.requeueAfter(context.key, wait + 1);
    return;
  }
  const old = podsOf(context).filter(
    ({ metadata }) => Date.parse(metadata.creationTimestamp) < Date.parse(restartAt),
  );
  if (evict(context, old) === old.length) context.restartedAt = restartAt;
  else context.tools.requeueAfter(context.key, lookAgain);
}

/** @returns how many of the pods it took away */
function evict(context: RolloutContext, old: KubeObject[]): number {
  const total = context.replicaSets.reduce((count, replicaSet) => count + scaleOf(replicaSet), 0);
  const available = podsOf(context)
    .map(readPod)
    .filter(pod => isActive(pod) && isReady(pod)).length;
  const atOnce = Math.max(1, allowedUnavailable(context));
  const allowed = available - (Math.max(total, context.replicas) - atOnce);
  const candidates = old.filter(({ metadata }) => !metadata.deletionTimestamp);
  const evicted = candidates.slice(0, Math.max(0, allowed));
  for (const { metadata } of evicted) {
    context.tools.api.delete({ resource: 'pods', namespace: metadata.namespace, name: metadata.name });
  }
  return evicted.length;
}
