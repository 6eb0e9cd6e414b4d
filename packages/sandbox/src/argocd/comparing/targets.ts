import { type JsonObject, jsonObject } from '../../controllers/views';
import { isObject } from '../../kubernetes/json';
import { type ResourceDefinition } from '../../kubernetes/types';
import { groupOf, keyText, type ResourceKey, trackingAnnotation, trackingId } from '../tracking';

/** Where an Application's objects go, and under which name they are marked. */
export interface Place {
  application: string;
  /** `spec.destination.namespace`. */
  namespace: string;
  definition(of: Pick<ResourceKey, 'group' | 'kind'>): ResourceDefinition | undefined;
}

export interface Target {
  key: ResourceKey;
  object: JsonObject;
}

/** The objects of git as they are to be on the cluster: each once, the last of its name, with namespace and mark. */
export function targetsOf(
  objects: readonly JsonObject[],
  place: Place,
): { targets: Target[]; repeated: string[] } {
  const targets = new Map<string, Target>();
  const times = new Map<string, number>();
  for (const object of objects) {
    const target = targetOf(object, place);
    const key = keyText(target.key);
    targets.set(key, target);
    times.set(key, (times.get(key) ?? 0) + 1);
  }
  const repeated = [...times].flatMap(([key, count]) =>
    count > 1 ? [`Resource ${key} appeared ${count} times among application resources.`] : [],
  );
  return { targets: [...targets.values()], repeated };
}

function targetOf(object: JsonObject, place: Place): Target {
  const { status: _status, ...content } = object;
  const { creationTimestamp: _time, namespace: given, ...metadata } = metadataOf(object);
  const key = keyOf(object, metadata, typeof given === 'string' ? given : '', place);
  const annotations = jsonObject.catch({}).parse(metadata.annotations);
  const marked = {
    ...annotations,
    [trackingAnnotation]: trackingId(place.application, key, place.namespace),
  };
  const named = { ...metadata, ...(key.namespace && { namespace: key.namespace }), annotations: marked };
  return { key, object: { ...encoded(content), metadata: named } };
}

function metadataOf({ metadata }: JsonObject): JsonObject {
  return jsonObject.catch({}).parse(metadata);
}

function keyOf(object: JsonObject, metadata: JsonObject, given: string, place: Place): ResourceKey {
  const group = groupOf(text(object.apiVersion));
  const kind = text(object.kind);
  const namespaced = place.definition({ group, kind })?.namespaced ?? true;
  const namespace = namespaced ? given || place.namespace : '';
  return { group, kind, namespace, name: text(metadata.name) };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The server keeps a Secret's plain texts as it keeps all others: comparing has to know. */
function encoded(object: JsonObject): JsonObject {
  const { stringData, ...rest } = object;
  if (object.kind !== 'Secret' || !isObject(stringData)) return object;
  const texts = Object.entries(stringData).map(([key, value]) => [
    key,
    Buffer.from(String(value)).toString('base64'),
  ]);
  const data = isObject(rest.data) ? rest.data : {};
  return { ...rest, data: jsonObject.parse({ ...data, ...Object.fromEntries(texts) }) };
}
