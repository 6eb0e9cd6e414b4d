import { type KubeObject } from '../../kubernetes/types';
import { type Cluster } from '../Cluster';
import { keyOf } from '../Informer';
import { type WorkQueue } from '../WorkQueue';
import { finishedCondition, readJob } from './jobView';

/** Deletes finished jobs once their `ttlSecondsAfterFinished` has passed, with their pods. */
export class ExpiredJobs {
  private readonly queue: WorkQueue;

  constructor(private readonly cluster: Cluster) {
    this.queue = cluster.queue('ttl-after-finished-controller', key => this.reconcile(key));
  }

  start(): void {
    this.cluster.informer('jobs.batch').onEvent(({ type, object }) => {
      if (type !== 'DELETED' && this.expiry(object) !== undefined) this.queue.add(keyOf(object));
    });
  }

  private reconcile(key: string): void {
    const stored = this.cluster.informer('jobs.batch').byKey(key);
    const left = stored && this.expiry(stored);
    if (!stored || left === undefined) return;
    if (left > 0) {
      this.queue.addAfter(key, left);
      return;
    }
    const { namespace, name, uid } = stored.metadata;
    this.cluster.api.delete(
      { resource: 'jobs.batch', namespace, name },
      { propagationPolicy: 'Foreground', preconditions: { uid } },
    );
  }

  /** Milliseconds left; undefined for a job that never expires by itself or is on its way out. */
  private expiry(stored: KubeObject): number | undefined {
    const job = readJob(stored);
    const ttl = job.spec.ttlSecondsAfterFinished;
    const at = finishedCondition(job)?.lastTransitionTime;
    if (ttl === undefined || at === undefined || job.metadata.deletionTimestamp) return undefined;
    return ttl * 1000 - this.cluster.moments.since(`${job.metadata.uid} finished`, at);
  }
}
