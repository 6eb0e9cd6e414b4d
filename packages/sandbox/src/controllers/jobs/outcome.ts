import { type Pod } from '../pods/podView';
import { holding, isFailed, type Job } from './jobView';
import { isComplete, type PodCounts } from './podCounts';
import { policyVerdict } from './podFailurePolicy';

/** What a job is about to end with: the condition that comes first, and the one that follows when all pods are gone. */
export interface Outcome {
  interim: 'SuccessCriteriaMet' | 'FailureTarget';
  final: 'Complete' | 'Failed';
  reason: string;
  message: string;
}

/** @param overdue whether the job was active for longer than it may be */
export function failureOf(job: Job, pods: Pod[], counts: PodCounts, overdue: boolean): Outcome | undefined {
  const decided = decidedOutcome(job);
  if (decided) return decided;
  const policy = pods
    .filter(pod => isFailed(pod, job))
    .map(pod => policyVerdict(job, pod).failure)
    .find(text => text !== undefined);
  if (policy !== undefined) return failed('PodFailurePolicy', policy);
  if (counts.failed > job.spec.backoffLimit || isRestartedTooOften(job, pods)) {
    return failed('BackoffLimitExceeded', 'Job has reached the specified backoff limit');
  }
  return overdue ? failed('DeadlineExceeded', 'Job was active longer than specified deadline') : undefined;
}

export function successOf(job: Job, counts: PodCounts): Outcome | undefined {
  if (!isComplete(job, counts)) return undefined;
  const [reason, message] = ['CompletionsReached', 'Reached expected number of succeeded pods'];
  return { interim: 'SuccessCriteriaMet', final: 'Complete', reason, message };
}

/** What was written earlier holds. */
function decidedOutcome(job: Job): Outcome | undefined {
  const met = holding(job, 'SuccessCriteriaMet');
  if (met)
    return { interim: 'SuccessCriteriaMet', final: 'Complete', reason: met.reason, message: met.message };
  const target = holding(job, 'FailureTarget');
  return target && failed(target.reason, target.message);
}

function failed(reason: string, message: string): Outcome {
  return { interim: 'FailureTarget', final: 'Failed', reason, message };
}

/** Where pods restart their containers themselves, these restarts count. */
function isRestartedTooOften({ spec }: Job, pods: Pod[]): boolean {
  if (spec.template.spec.restartPolicy !== 'OnFailure') return false;
  const restarts = pods
    .filter(({ status }) => status.phase === 'Running' || status.phase === 'Pending')
    .flatMap(({ status }) => [...status.initContainerStatuses, ...status.containerStatuses])
    .reduce((sum, { restartCount }) => sum + restartCount, 0);
  return spec.backoffLimit === 0 ? restarts > 0 : restarts >= spec.backoffLimit;
}
