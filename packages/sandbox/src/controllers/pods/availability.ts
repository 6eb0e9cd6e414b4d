import { type Cluster } from '../Cluster';
import { isReady, readyCondition, type Pod } from './podView';

/** Milliseconds until a pod counts as available, 0 when it does; undefined for one that is not ready. */
export function untilAvailable(cluster: Cluster, pod: Pod, minReadySeconds: number): number | undefined {
  if (!isReady(pod)) return undefined;
  const since = readyCondition(pod)?.lastTransitionTime;
  if (minReadySeconds === 0 || !since) return 0;
  const passed = cluster.moments.since(`${pod.metadata.uid} ready`, since);
  return Math.max(0, minReadySeconds * 1000 - passed);
}
