import { type KubeObject, type NewObject } from '../../kubernetes/types';
import { podFrom, type PodDetails } from '../pods/podTemplate';
import { type JsonObject } from '../views';
import { indexAnnotation, trackingFinalizer, type Job } from './jobView';

/** A pod of the job, with what keeps it until the job has counted it. @param index of an indexed job's completion */
export function jobPod(stored: KubeObject, job: Job, index: number | undefined): NewObject {
  const base = index === undefined ? job.metadata.name : `${job.metadata.name}-${index}`;
  return podFrom(job.spec.template, stored, {
    name: { generateName: `${base}-` },
    finalizers: [trackingFinalizer],
    ...(index !== undefined && indexed(job, index)),
  });
}

function indexed(
  { metadata, spec }: Job,
  index: number,
): Pick<PodDetails, 'labels' | 'annotations' | 'spec'> {
  const own = { [indexAnnotation]: String(index) };
  const containers = list(spec.template.spec.containers).map(withIndex);
  const initContainers = list(spec.template.spec.initContainers).map(withIndex);
  return {
    labels: own,
    annotations: own,
    spec: {
      hostname: `${metadata.name}-${index}`,
      containers,
      ...(initContainers.length && { initContainers }),
    },
  };
}

function withIndex(container: JsonObject): JsonObject {
  const name = 'JOB_COMPLETION_INDEX';
  const fieldPath = `metadata.labels['${indexAnnotation}']`;
  const env = list(container.env);
  if (env.some(each => each.name === name)) return container;
  return { ...container, env: [...env, { name, valueFrom: { fieldRef: { fieldPath } } }] };
}

function list(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value : [];
}
