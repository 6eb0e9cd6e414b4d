import { type JsonValue } from '../../kubernetes/types';
import { labelMap, type JsonObject } from '../views';

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
