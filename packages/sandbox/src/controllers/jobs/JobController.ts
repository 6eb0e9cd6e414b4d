import { jsonEqual } from '../../kubernetes/json';
import { StatusError } from '../../kubernetes/StatusError';
import { type KubeObject } from '../../kubernetes/types';
import { type Cluster } from '../Cluster';
import { keyOf } from '../Informer';
import { stamp } from '../moments';
import { wakeOwners } from '../ownership';
import { readPod, type Pod } from '../pods/podView';
import { podsToDelete } from '../replicaSets/podsToDelete';
import { type WorkQueue } from '../WorkQueue';
import { BackOffs } from './BackOffs';
import { pendingIndexes, succeededIndexes, writtenIndexes } from './indexes';
import { jobPod } from './jobPods';
import { jobStatus, withJobCondition, withSuspension, type JobStatusParts } from './jobStatus';
import {
  finishedCondition,
  isFailed,
  isIndexed,
  isTracked,
  readJob,
  trackingFinalizer,
  type Job,
} from './jobView';
import { failureOf, successOf, type Outcome } from './outcome';
import { podCounts, wantedActive, type PodCounts } from './podCounts';
import { policyVerdict } from './podFailurePolicy';

const component = 'job-controller';
const jobs = 'jobs.batch';
/** The real controller gathers what happens to pods for a second. */
const gathering = 1000;

/**
 * Runs each job's pods until enough of them succeeded or too many failed. A pod is held by a finalizer until the status
 * has counted it, so that none is lost or counted twice.
 */
export class JobController {
  private readonly queue: WorkQueue;
  private readonly backOffs: BackOffs;

  constructor(private readonly cluster: Cluster) {
    this.queue = cluster.queue(component, key => this.reconcile(key));
    this.backOffs = new BackOffs(cluster.clock);
  }

  start(): void {
    wakeOwners(this.cluster, this.queue, { owners: jobs, owned: ['pods'], gathering });
  }

  private reconcile(key: string): void {
    const stored = this.cluster.informer(jobs).byKey(key);
    const job = stored && readJob(stored);
    const mine = job?.spec.managedBy === 'kubernetes.io/job-controller';
    if (!job || !mine || finishedCondition(job)) this.backOffs.forget(key);
    else this.sync(key, stored, job);
  }

  private sync(key: string, stored: KubeObject, job: Job): void {
    const pods = this.podsOf(job);
    const counts = podCounts(job, pods);
    const backOff = this.backOffs.take(key, counts);
    const failure = failureOf(job, pods, counts, this.isOverdue(key, job));
    if (failure) this.deletePods(stored, counts.active);
    else if (!job.metadata.deletionTimestamp) this.manage(stored, job, { counts, backOff });
    const outcome = failure ?? successOf(job, podCounts(job, this.podsOf(job)));
    this.track(stored, job, outcome);
  }

  private podsOf({ metadata }: Job): Pod[] {
    return this.cluster.informer('pods').controlledBy(metadata.uid).map(readPod);
  }

  /** Looks again when the deadline is reached. */
  private isOverdue(key: string, { metadata, spec, status }: Job): boolean {
    const { activeDeadlineSeconds: deadline, suspend } = spec;
    if (deadline === undefined || suspend) return false;
    const since = status.startTime
      ? this.cluster.moments.since(`${metadata.uid} start`, status.startTime)
      : 0;
    const left = deadline * 1000 - since;
    if (left > 0) this.queue.addAfter(key, left);
    return left <= 0;
  }

  /** Makes or deletes pods, as many as are missing or too many. */
  private manage(
    stored: KubeObject,
    job: Job,
    { counts, backOff }: { counts: PodCounts; backOff: number },
  ): void {
    const wanted = wantedActive(job, counts);
    const { active, terminating } = counts;
    const excess = podsToDelete(active, active.length - wanted);
    if (excess.length) {
      this.deletePods(stored, excess, true);
      return;
    }
    const leaving = job.spec.podReplacementPolicy === 'Failed' ? terminating : 0;
    const missing = wanted - active.length - leaving;
    if (missing <= 0) return;
    if (backOff > 0) this.queue.addAfter(keyOf(stored), backOff);
    else this.createPods(stored, job, missing);
  }

  private createPods(stored: KubeObject, job: Job, missing: number): void {
    const pods = this.podsOf(job);
    const indexes = isIndexed(job)
      ? pendingIndexes(job, podCounts(job, pods).active, succeededIndexes(job, pods), missing)
      : Array.from({ length: missing }, () => undefined);
    try {
      for (const index of indexes) {
        const made = this.cluster.api.create('pods', jobPod(stored, job, index));
        this.record(stored, 'SuccessfulCreate', `Created pod: ${made.metadata.name}`);
      }
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      this.warn(stored, 'FailedCreate', `Error creating: ${error.message}`);
      this.queue.addAfter(keyOf(stored), 10_000);
    }
  }

  /** @param free whether they need not be counted */
  private deletePods(stored: KubeObject, pods: Pod[], free = false): void {
    for (const pod of pods) {
      const { namespace, name } = pod.metadata;
      if (free) this.release(pod);
      this.cluster.api.delete({ resource: 'pods', namespace, name });
      this.record(stored, 'SuccessfulDelete', `Deleted pod: ${name}`);
    }
  }

  /** Notes which pods ended, lets them go, counts them, and then says how the job ended: in two writes, as the real one. */
  private track(stored: KubeObject, job: Job, outcome: Outcome | undefined): void {
    const pods = this.podsOf(job);
    const counts = podCounts(job, pods);
    const leaving = pods.filter(pod => isTracked(pod) && this.mayLeave(job, pod, outcome));
    const first = this.firstPart(stored, job, { counts, leaving, outcome });
    this.write(stored, jobStatus(first));
    for (const pod of leaving) this.release(pod);
    const { uncounted } = first;
    const second: JobStatusParts = {
      ...first,
      uncounted: { succeeded: [], failed: [] },
      ...(!isIndexed(job) && { succeeded: first.succeeded + uncounted.succeeded.length }),
      failed: first.failed + uncounted.failed.length,
    };
    const finished = outcome !== undefined && counts.terminating === 0;
    this.write(stored, jobStatus(finished ? this.ended(second, outcome) : second));
    if (finished) this.tellEnd(stored, outcome);
  }

  private mayLeave(job: Job, pod: Pod, outcome: Outcome | undefined): boolean {
    const over = job.metadata.deletionTimestamp !== undefined || outcome !== undefined;
    return over || pod.status.phase === 'Succeeded' || isFailed(pod, job);
  }

  private firstPart(
    stored: KubeObject,
    job: Job,
    { counts, leaving, outcome }: { counts: PodCounts; leaving: Pod[]; outcome: Outcome | undefined },
  ): JobStatusParts {
    const { succeeded, failed, uncountedTerminatedPods, completedIndexes } = job.status;
    const now = this.now();
    const done = isIndexed(job) ? succeededIndexes(job, this.podsOf(job)) : undefined;
    const suspension = outcome ? job.status.conditions : withSuspension(job, now);
    this.tellSuspension(stored, job, suspension !== job.status.conditions);
    const resumed = suspension !== job.status.conditions && !job.spec.suspend;
    const startTime = job.spec.suspend && !job.status.startTime ? undefined : (job.status.startTime ?? now);
    return {
      conditions: outcome
        ? withJobCondition(suspension, { type: outcome.interim, status: 'True', ...reasonOf(outcome) }, now)
        : suspension,
      uncounted: {
        succeeded: [
          ...uncountedTerminatedPods.succeeded,
          ...(done ? [] : counts.newSucceeded.map(({ metadata }) => metadata.uid)),
        ],
        failed: [...uncountedTerminatedPods.failed, ...this.newlyFailed(job, leaving, outcome)],
      },
      startTime: resumed ? now : startTime,
      completionTime: job.status.completionTime,
      active: counts.active.length,
      ready: counts.ready,
      terminating: counts.terminating,
      succeeded: done ? done.size : succeeded,
      failed,
      completedIndexes: done ? writtenIndexes(done) : completedIndexes,
    };
  }

  /** Uids of those that count as failed now; with the job failing, everything that has not succeeded. */
  private newlyFailed(job: Job, leaving: Pod[], outcome: Outcome | undefined): string[] {
    const { succeeded, failed } = job.status.uncountedTerminatedPods;
    const failing = outcome?.final === 'Failed';
    return leaving
      .filter(pod => pod.status.phase !== 'Succeeded' && (failing || isFailed(pod, job)))
      .filter(pod => policyVerdict(job, pod).counts)
      .map(({ metadata }) => metadata.uid)
      .filter(uid => !succeeded.includes(uid) && !failed.includes(uid));
  }

  private ended(parts: JobStatusParts, outcome: Outcome): JobStatusParts {
    const now = this.now();
    const wanted = { type: outcome.final, status: 'True', ...reasonOf(outcome) };
    return {
      ...parts,
      conditions: withJobCondition(parts.conditions, wanted, now),
      ...(outcome.final === 'Complete' && { completionTime: now }),
    };
  }

  private write({ metadata }: KubeObject, status: ReturnType<typeof jobStatus>): void {
    const { namespace, name } = metadata;
    const stored = this.cluster.informer(jobs).get(namespace, name);
    if (!stored || jsonEqual(status, stored.status)) return;
    this.cluster.api.update(jobs, { ...stored, status }, 'status');
  }

  private release({ metadata: { namespace, name } }: Pod): void {
    const stored = this.cluster.informer('pods').get(namespace, name);
    if (!stored) return;
    const rest = (stored.metadata.finalizers ?? []).filter(each => each !== trackingFinalizer);
    const finalizers = rest.length ? rest : null;
    this.cluster.api.patch({ resource: 'pods', namespace, name }, { metadata: { finalizers } });
  }

  private tellSuspension(stored: KubeObject, { spec }: Job, changed: boolean): void {
    if (!changed) return;
    if (spec.suspend) this.record(stored, 'Suspended', 'Job suspended');
    else this.record(stored, 'Resumed', 'Job resumed');
  }

  private tellEnd(stored: KubeObject, { final, reason, message }: Outcome): void {
    this.backOffs.forget(keyOf(stored));
    if (final === 'Complete') this.record(stored, 'Completed', 'Job completed');
    else this.warn(stored, reason, message);
  }

  private now(): string {
    return stamp(this.cluster.clock.now());
  }

  private record(stored: KubeObject, reason: string, message: string): void {
    this.cluster.events.record(component, stored, { reason, message });
  }

  private warn(stored: KubeObject, reason: string, message: string): void {
    this.cluster.events.record(component, stored, { type: 'Warning', reason, message });
  }
}

function reasonOf({ reason, message }: Outcome): Pick<Outcome, 'reason' | 'message'> {
  return { reason, message };
}
