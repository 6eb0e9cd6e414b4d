import { asJson, type JsonObject } from '../views';
import { type Job, type JobCondition } from './jobView';

export interface JobStatusParts {
  conditions: JobCondition[];
  uncounted: { succeeded: string[]; failed: string[] };
  startTime?: string;
  completionTime?: string;
  active: number;
  ready: number;
  terminating: number;
  succeeded: number;
  failed: number;
  completedIndexes?: string;
}

/** The status as the controller writes it: numbers that are zero are left out, but for those it always tells. */
export function jobStatus(parts: JobStatusParts): JsonObject {
  const { uncounted, active, succeeded, failed, conditions, completedIndexes, ...rest } = parts;
  return asJson({
    ...rest,
    ...(active && { active }),
    ...(succeeded && { succeeded }),
    ...(failed && { failed }),
    ...(completedIndexes && { completedIndexes }),
    ...(conditions.length && { conditions }),
    uncountedTerminatedPods: {
      ...(uncounted.succeeded.length && { succeeded: uncounted.succeeded }),
      ...(uncounted.failed.length && { failed: uncounted.failed }),
    },
  });
}

type Wanted = Pick<JobCondition, 'type' | 'status' | 'reason' | 'message'>;

/** The conditions with that one; it is not begun with as `False`. */
export function withJobCondition(conditions: JobCondition[], wanted: Wanted, now: string): JobCondition[] {
  const known = conditions.find(({ type }) => type === wanted.type);
  if (!known && wanted.status === 'False') return conditions;
  const { status, reason, message } = wanted;
  if (known && known.status === status && known.reason === reason && known.message === message) {
    return conditions;
  }
  const made = { type: wanted.type, status, lastProbeTime: now, lastTransitionTime: now, reason, message };
  return known ? conditions.map(each => (each === known ? made : each)) : [...conditions, made];
}

/** Whether it is suspended, as a condition; told once it ever was. */
export function withSuspension(job: Job, now: string): JobCondition[] {
  const { suspend } = job.spec;
  return withJobCondition(
    job.status.conditions,
    suspend
      ? { type: 'Suspended', status: 'True', reason: 'JobSuspended', message: 'Job suspended' }
      : { type: 'Suspended', status: 'False', reason: 'JobResumed', message: 'Job resumed' },
    now,
  );
}
