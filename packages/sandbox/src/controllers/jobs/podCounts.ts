import { isActive, isReady, type Pod } from '../pods/podView';
import { succeededIndexes } from './indexes';
import { isFailed, isIndexed, isTracked, type Job } from './jobView';
import { policyVerdict } from './podFailurePolicy';

export interface PodCounts {
  active: Pod[];
  ready: number;
  terminating: number;
  /** Ended, and not in the status yet. */
  newSucceeded: Pod[];
  newFailed: Pod[];
  /** With those that are not in the status yet. */
  succeeded: number;
  failed: number;
}

/** A job's pods by how they fare. */
export function podCounts(job: Job, pods: Pod[]): PodCounts {
  const { succeeded, failed, uncountedTerminatedPods: uncounted } = job.status;
  const isNew = ({ metadata: { uid } }: Pod) =>
    !uncounted.succeeded.includes(uid) && !uncounted.failed.includes(uid);
  const fresh = pods.filter(pod => isTracked(pod) && isNew(pod));
  const newSucceeded = fresh.filter(({ status }) => status.phase === 'Succeeded');
  const newFailed = fresh.filter(pod => isFailed(pod, job));
  const active = pods.filter(isActive);
  const counting = newFailed.filter(pod => policyVerdict(job, pod).counts);
  return {
    active,
    ready: active.filter(isReady).length,
    terminating: pods.filter(isTerminating).length,
    newSucceeded,
    newFailed,
    succeeded: isIndexed(job)
      ? succeededIndexes(job, pods).size
      : succeeded + newSucceeded.length + uncounted.succeeded.length,
    failed: failed + counting.length + uncounted.failed.length,
  };
}

function isTerminating({ metadata, status }: Pod): boolean {
  return (
    metadata.deletionTimestamp !== undefined && status.phase !== 'Succeeded' && status.phase !== 'Failed'
  );
}

/** How many pods the job wants at a time. */
export function wantedActive({ spec, status }: Job, { active, succeeded }: PodCounts): number {
  if (spec.suspend) return 0;
  if (spec.completions === undefined) return succeeded > 0 ? active.length : spec.parallelism;
  return Math.max(0, Math.min(spec.parallelism, spec.completions - Math.max(succeeded, status.succeeded)));
}

/** Whether as many succeeded as have to, and none is left. */
export function isComplete({ spec }: Job, { active, succeeded }: PodCounts): boolean {
  if (active.length > 0) return false;
  return spec.completions === undefined ? succeeded > 0 : succeeded >= spec.completions;
}
