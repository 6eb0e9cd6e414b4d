import { at, isObject, type JsonObject } from '../json';
import type { ObjectMeta } from '../types';
import { podSpecDefaults } from './podDefaults';

/** Defaults of a Job. How often it has to succeed is open where only the number at a time was said. */
export function jobSpecDefaults(spec: JsonObject): JsonObject {
  const unsaid = spec.completions === undefined && spec.parallelism === undefined;
  return {
    backoffLimit: 6,
    completionMode: 'NonIndexed',
    ...(unsaid && { completions: 1 }),
    manualSelector: false,
    parallelism: 1,
    podReplacementPolicy: isObject(spec.podFailurePolicy) ? 'Failed' : 'TerminatingOrFailed',
    suspend: false,
    ...withTemplate(spec),
  };
}

/** Of the jobs it makes only the pods get their defaults before they are made. */
export function cronJobSpecDefaults(spec: JsonObject): JsonObject {
  const template = isObject(spec.jobTemplate) ? spec.jobTemplate : {};
  const jobSpec = isObject(template.spec) ? withTemplate(template.spec) : template.spec;
  return {
    concurrencyPolicy: 'Allow',
    failedJobsHistoryLimit: 1,
    successfulJobsHistoryLimit: 3,
    suspend: false,
    ...spec,
    jobTemplate: { ...template, ...(jobSpec !== undefined && { spec: jobSpec }) },
  };
}

function withTemplate(spec: JsonObject): JsonObject {
  const { template } = spec;
  if (!isObject(template) || !isObject(template.spec)) return spec;
  return { ...spec, template: { ...template, spec: podSpecDefaults(template.spec) } };
}

/** A Job that says no labels has those of its pods. */
export function jobLabels(spec: unknown): Record<string, string> | undefined {
  const labels = at(spec, 'template', 'metadata', 'labels');
  if (!isObject(labels)) return undefined;
  return Object.fromEntries(Object.entries(labels).map(([key, value]) => [key, String(value)]));
}

/** A new Job's selector and the labels it finds its pods by, which the server makes unless the Job brings its own. */
export function allocatedJobSpec(
  spec: JsonObject,
  { uid, name }: Pick<ObjectMeta, 'uid' | 'name'>,
): JsonObject {
  if (spec.manualSelector === true) return spec;
  const template = isObject(spec.template) ? spec.template : {};
  const metadata = isObject(template.metadata) ? template.metadata : {};
  const labels = {
    ...(isObject(metadata.labels) && metadata.labels),
    'batch.kubernetes.io/controller-uid': uid,
    'batch.kubernetes.io/job-name': name,
    'controller-uid': uid,
    'job-name': name,
  };
  return {
    ...spec,
    selector: { matchLabels: { 'batch.kubernetes.io/controller-uid': uid } },
    template: { ...template, metadata: { ...metadata, labels } },
  };
}
