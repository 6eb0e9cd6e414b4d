import { jsonEqual } from '../../kubernetes/json';
import { podSpecDefaults } from '../../kubernetes/store/podDefaults';
import { type JsonValue } from '../../kubernetes/types';
import { labelMap, type JsonObject } from '../views';
import { hashLabel } from './rolloutView';

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function typedContainers(value: JsonValue | undefined): JsonValue | undefined {
  if (!Array.isArray(value)) return value;
  return value.map(container => (isObject(container) ? { resources: {}, ...container } : container));
}

/** A pod template as Go writes it back: `resources` is there on every container. */
export function typedTemplate(template: JsonObject): {
  template: JsonObject;
  metadata: JsonObject;
  labels: Record<string, string>;
  spec: JsonObject;
} {
  const metadata = isObject(template.metadata) ? template.metadata : {};
  const given = isObject(template.spec) ? template.spec : {};
  const containers = typedContainers(given.containers);
  const initContainers = typedContainers(given.initContainers);
  const spec = {
    ...given,
    ...(containers !== undefined && { containers }),
    ...(initContainers !== undefined && { initContainers }),
  };
  const labels = labelMap.safeParse(metadata.labels);
  return {
    template: { ...template, metadata, spec },
    metadata,
    labels: labels.success ? labels.data : {},
    spec,
  };
}

function comparable(template: JsonObject): unknown {
  const { labels, metadata, spec } = typedTemplate(template);
  const { [hashLabel]: _hash, ...others } = labels;
  return { ...template, metadata: { ...metadata, labels: others }, spec: podSpecDefaults(spec) };
}

/** Whether the two describe the same pods: a template taken from a ReplicaSet has defaults that a rollout's has not. */
export function isSameTemplate(a: JsonObject, b: JsonObject): boolean {
  return jsonEqual(comparable(a), comparable(b));
}
