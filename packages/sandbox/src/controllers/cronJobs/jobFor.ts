import { type KubeObject, type NewObject } from '../../kubernetes/types';
import { controllerReference } from '../ownership';
import { type CronJob } from './cronJobView';
import { zonedStamp } from './zonedStamp';

/** The same moment gives the same name, so that no start is made twice. */
export function jobNameAt({ metadata }: CronJob, at: Date): string {
  return `${metadata.name}-${Math.floor(at.getTime() / 60_000)}`;
}

/** The job that is due at that moment. */
export function jobFor(stored: KubeObject, cronJob: CronJob, at: Date): NewObject {
  const { metadata, spec } = cronJob.spec.jobTemplate;
  const scheduled = zonedStamp(at, cronJob.spec.timeZone);
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: jobNameAt(cronJob, at),
      namespace: cronJob.metadata.namespace,
      ...(Object.keys(metadata.labels).length && { labels: metadata.labels }),
      annotations: { ...metadata.annotations, 'batch.kubernetes.io/cronjob-scheduled-timestamp': scheduled },
      ownerReferences: [controllerReference(stored)],
    },
    spec,
  };
}
