import { isReady, readyCondition, type Pod } from '../pods/podView';

const phases = ['Pending', 'Unknown', 'Running'];

function restarts(pod: Pod): number {
  return Math.max(0, ...pod.status.containerStatuses.map(({ restartCount }) => restartCount));
}

function later(a: string | null | undefined, b: string | null | undefined): number {
  return (b ?? '').localeCompare(a ?? '');
}

/** Negative when `a` goes first: the less it serves and the younger it is. The real ReplicaSet controller's order. */
function compare(a: Pod, b: Pod): number {
  return (
    Number(!!a.spec.nodeName) - Number(!!b.spec.nodeName) ||
    phases.indexOf(a.status.phase) - phases.indexOf(b.status.phase) ||
    Number(isReady(a)) - Number(isReady(b)) ||
    later(readyCondition(a)?.lastTransitionTime, readyCondition(b)?.lastTransitionTime) ||
    restarts(b) - restarts(a) ||
    later(a.metadata.creationTimestamp, b.metadata.creationTimestamp) ||
    a.metadata.name.localeCompare(b.metadata.name)
  );
}

/** Which of the pods go when there are `excess` too many; none when there are too few. */
export function podsToDelete(pods: Pod[], excess: number): Pod[] {
  return [...pods].sort(compare).slice(0, Math.max(0, excess));
}
