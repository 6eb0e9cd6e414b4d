import { z } from 'zod';
import { type KubeObject, type NewObject } from '../../kubernetes/types';
import { controllerReference } from '../ownership';
import { jsonObject, labelMap } from '../views';

/** What pods are made of, in all that makes pods. */
export const podTemplateView = z.object({
  metadata: z
    .object({
      labels: labelMap.default({}),
      annotations: labelMap.default({}),
      finalizers: z.array(z.string()).default([]),
    })
    .default({ labels: {}, annotations: {}, finalizers: [] }),
  spec: jsonObject,
});

export type PodTemplate = z.infer<typeof podTemplateView>;

export interface PodDetails {
  /** The whole name, or what the server appends letters to. */
  name: { name: string } | { generateName: string };
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  finalizers?: string[];
  /** Fields of the spec that take the place of the template's. */
  spec?: PodTemplate['spec'];
}

/** A pod of that template, controlled by `owner`. */
export function podFrom(template: PodTemplate, owner: KubeObject, details: PodDetails): NewObject {
  const labels = { ...template.metadata.labels, ...details.labels };
  const annotations = { ...template.metadata.annotations, ...details.annotations };
  const finalizers = [...new Set([...template.metadata.finalizers, ...(details.finalizers ?? [])])];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...details.name,
      namespace: owner.metadata.namespace,
      labels,
      ...(Object.keys(annotations).length && { annotations }),
      ...(finalizers.length && { finalizers }),
      ownerReferences: [controllerReference(owner)],
    },
    spec: { ...template.spec, ...details.spec },
  };
}
