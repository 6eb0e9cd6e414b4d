import { type KubeObject, type NewObject } from '../../kubernetes/types';
import { podFrom, podTemplateView } from '../pods/podTemplate';
import { templateOf } from '../revisions/Revisions';
import { type JsonObject } from '../views';
import { revisionLabel, type ClaimTemplate, type StatefulSet } from './statefulSetView';

/** The set's pod of that ordinal, of the template that the revision keeps. */
export function statefulPod(
  stored: KubeObject,
  set: StatefulSet,
  ordinal: number,
  revision: KubeObject,
): NewObject {
  const name = `${set.metadata.name}-${ordinal}`;
  const kept = podTemplateView.safeParse(templateOf(revision));
  const template = kept.success ? kept.data : set.spec.template;
  const pod = podFrom(template, stored, {
    name: { name },
    labels: {
      'apps.kubernetes.io/pod-index': String(ordinal),
      [revisionLabel]: revision.metadata.name,
      'statefulset.kubernetes.io/pod-name': name,
    },
    spec: {
      hostname: name,
      ...(set.spec.serviceName && { subdomain: set.spec.serviceName }),
      ...volumes(set, ordinal, template.spec),
    },
  });
  return { ...pod, metadata: { ...pod.metadata, name, generateName: `${set.metadata.name}-` } };
}

/** Its own claims come first, and take the place of volumes of the same name. */
function volumes(set: StatefulSet, ordinal: number, spec: JsonObject): JsonObject {
  const templates = set.spec.volumeClaimTemplates;
  if (templates.length === 0) return {};
  const own = templates.map(({ metadata }) => ({
    name: metadata.name,
    persistentVolumeClaim: { claimName: claimName(set, metadata.name, ordinal) },
  }));
  const names = new Set(own.map(({ name }) => name));
  const others: JsonObject[] = Array.isArray(spec.volumes) ? spec.volumes.filter(isObject) : [];
  return { volumes: [...own, ...others.filter(({ name }) => !names.has(String(name)))] };
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function claimName({ metadata }: StatefulSet, template: string, ordinal: number): string {
  return `${template}-${metadata.name}-${ordinal}`;
}

/** The claim of one template for the pod of that ordinal. */
export function claimOf(set: StatefulSet, { metadata, spec }: ClaimTemplate, ordinal: number): NewObject {
  const labels = { ...metadata.labels, ...set.spec.selector.matchLabels };
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {
      name: claimName(set, metadata.name, ordinal),
      namespace: set.metadata.namespace,
      ...(Object.keys(labels).length && { labels }),
      ...(Object.keys(metadata.annotations).length && { annotations: metadata.annotations }),
    },
    spec,
  };
}
