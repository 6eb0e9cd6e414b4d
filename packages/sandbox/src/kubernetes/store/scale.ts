import { at, isObject, withAt, type JsonObject } from '../json';
import { selectorText } from '../selectors';
import { StatusError } from '../StatusError';
import type { KubeObject, ResourceDefinition } from '../types';

/** The `scale` subresource: one shape for everything that has a number of replicas. */
export function scaleOf(definition: ResourceDefinition, object: KubeObject): KubeObject {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
  const paths = definition.scale;
  const number = (path: string[] | undefined) => Number((path && at(object, ...path)) ?? 0);
  const selector = selectorOf(definition, object);
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, ...(namespace && { namespace }), uid, resourceVersion, creationTimestamp },
    spec: { replicas: number(paths?.replicas) },
    status: { replicas: number(paths?.statusReplicas), ...(selector && { selector }) },
  };
}

function selectorOf(definition: ResourceDefinition, object: KubeObject): string | undefined {
  const path = definition.scale?.selector;
  const selector = path ? at(object, ...path) : at(object, 'spec', 'selector');
  if (typeof selector === 'string') return selector;
  if (!isObject(selector)) return undefined;
  return selectorText(
    'matchLabels' in selector || 'matchExpressions' in selector
      ? selector
      : { matchLabels: labels(selector) },
  );
}

function labels(value: JsonObject): Record<string, string> {
  return Object.fromEntries(Object.entries(value).map(([key, text]) => [key, String(text)]));
}

function negative(definition: ResourceDefinition, name: string, replicas: number): StatusError {
  const reason = 'FieldValueInvalid';
  if (definition.custom) {
    const message = `Invalid value: ${replicas}: should be a non-negative integer`;
    return StatusError.invalid(definition, name, [{ reason, message, field: '.spec.replicas' }]);
  }
  const message = `Invalid value: ${replicas}: must be greater than or equal to 0`;
  const scale = { group: 'autoscaling', resource: 'scales', kind: 'Scale' };
  return StatusError.invalid(scale, name, [{ reason, message, field: 'spec.replicas' }]);
}

/** The object with the number of replicas that a Scale asks for, and the resourceVersion it was asked against. */
export function scaled(definition: ResourceDefinition, object: KubeObject, scale: KubeObject): KubeObject {
  const replicas = Number(at(scale, 'spec', 'replicas') ?? 0);
  if (replicas < 0) throw negative(definition, object.metadata.name, replicas);
  const { metadata, ...content } = object;
  return {
    ...object,
    ...withAt(content, definition.scale?.replicas ?? ['spec', 'replicas'], replicas),
    metadata: { ...metadata, resourceVersion: scale.metadata.resourceVersion },
  };
}
