import { type KubeObject } from '../../kubernetes/types';
import { type Cluster } from '../Cluster';
import { holding, type Job } from '../jobs/jobView';
import { type CronJob } from './cronJobView';

/** Deletes what a CronJob need not keep. */
export class FinishedJobs {
  constructor(
    private readonly cluster: Cluster,
    private readonly component: string,
  ) {}

  /** All but the newest, as many of each as are to be kept. */
  trim(stored: KubeObject, { spec }: CronJob, jobs: Job[]): void {
    const ended = (type: string) =>
      jobs.filter(job => holding(job, type) && !job.metadata.deletionTimestamp).sort(byStart);
    const tooMany = [
      ...ended('Complete').slice(0, -spec.successfulJobsHistoryLimit || undefined),
      ...ended('Failed').slice(0, -spec.failedJobsHistoryLimit || undefined),
    ];
    for (const { metadata } of tooMany) this.delete(stored, metadata.namespace, metadata.name);
  }

  /** With its pods. */
  delete(stored: KubeObject, namespace: string, name: string): void {
    const job = this.cluster.informer('jobs.batch').get(namespace, name);
    if (!job) return;
    this.cluster.api.delete({ resource: 'jobs.batch', namespace, name });
    const message = `Deleted job ${name}`;
    this.cluster.events.record(this.component, stored, { reason: 'SuccessfulDelete', message });
  }
}

function byStart(a: Job, b: Job): number {
  const [first, second] = [a, b].map(({ status }) => status.startTime ?? '9999');
  return (first ?? '').localeCompare(second ?? '') || a.metadata.name.localeCompare(b.metadata.name);
}
