import { canonicalQuantity } from '../../controllers/quantities';
import { at, isObject, type JsonObject, withAt } from '../../kubernetes/json';

const podSpec = ['spec', 'template', 'spec'];

/** Of a Rollout it is known that its template has a pod's spec: what means the same there is written in one way. */
export function knownTypes(object: JsonObject): JsonObject {
  const spec = at(object, ...podSpec);
  if (object.kind !== 'Rollout' || !isObject(spec)) return object;
  const lists = ['containers', 'initContainers'].flatMap(field => {
    const list = spec[field];
    return Array.isArray(list) ? [[field, list.map(container)] as const] : [];
  });
  return withAt(object, podSpec, { ...spec, ...Object.fromEntries(lists) });
}

function container(value: unknown): unknown {
  if (!isObject(value)) return value;
  const resources = isObject(value.resources) ? value.resources : {};
  const amounts = Object.entries(resources).map(([kind, given]) => [
    kind,
    isObject(given) ? canonical(given) : given,
  ]);
  return { ...value, resources: Object.fromEntries(amounts) };
}

function canonical(amounts: JsonObject): JsonObject {
  const entries = Object.entries(amounts).map(([name, amount]) => {
    const isQuantity = typeof amount === 'string' || typeof amount === 'number';
    return [name, isQuantity ? canonicalQuantity(amount) : amount];
  });
  return Object.fromEntries(entries);
}
