import { type JsonObject, jsonObject } from '../../controllers/views';
import { groupResource } from '../../kubernetes';
import { isObject } from '../../kubernetes/json';
import {
  type KubeObject,
  type NewObject,
  type ObjectApi,
  type ResourceDefinition,
} from '../../kubernetes/types';
import { newObjectView } from './newObject';
import { lastAppliedAnnotation, merged } from './threeWay';

/** Writes objects as `kubectl apply` on the client's side does, which is what a sync does unless told otherwise. */
export class Applier {
  constructor(private readonly api: ObjectApi) {}

  /** What happened, in kubectl's words. @throws StatusError */
  apply(definition: ResourceDefinition, target: JsonObject): string {
    const resource = groupResource(definition);
    const object = noted(target);
    const { name, namespace } = object.metadata;
    const place = definition.namespaced ? namespace : undefined;
    const live = this.api.get({ resource, namespace: place, name });
    const subject = subjectOf(definition, name);
    if (!live) {
      this.api.create(resource, object);
      return `${subject} created`;
    }
    const next = asStored(live, merged(live, jsonObject.parse(object), definition.custom));
    const { resourceVersion } = this.api.update(resource, next).metadata;
    return `${subject} ${resourceVersion === live.metadata.resourceVersion ? 'unchanged' : 'configured'}`;
  }

  /** As `kubectl apply --server-side --force-conflicts`. @throws StatusError */
  applyOnServer(definition: ResourceDefinition, target: JsonObject): string {
    const object = newObjectView.parse(target);
    this.api.apply(groupResource(definition), object, { force: true });
    return `${subjectOf(definition, object.metadata.name)} serverside-applied`;
  }

  /** As `kubectl replace`: what the target does not say is gone. @throws StatusError */
  replace(definition: ResourceDefinition, target: JsonObject): string {
    const resource = groupResource(definition);
    const object = newObjectView.parse(target);
    const { name, namespace } = object.metadata;
    const live = this.api.get({ resource, namespace: definition.namespaced ? namespace : undefined, name });
    if (!live) this.api.create(resource, object);
    else this.api.update(resource, asStored(live, object));
    return `${subjectOf(definition, name)} ${live ? 'replaced' : 'created'}`;
  }

  /** @throws StatusError */
  remove(
    definition: ResourceDefinition,
    live: KubeObject,
    policy: 'Foreground' | 'Background' | 'Orphan',
  ): void {
    const { namespace, name, deletionTimestamp } = live.metadata;
    if (deletionTimestamp) return;
    this.api.delete({ resource: groupResource(definition), namespace, name }, { propagationPolicy: policy });
  }
}

function subjectOf({ group, kind }: ResourceDefinition, name: string): string {
  const type = kind.toLowerCase();
  return `${group ? `${type}.${group}` : type}/${name}`;
}

/** With what was applied noted on it, so that the next apply knows which fields are its own. */
function noted(target: JsonObject): NewObject & { metadata: { name: string } } {
  const object = newObjectView.parse(target);
  const { annotations } = object.metadata;
  const applied = `${sorted(target)}\n`;
  return {
    ...object,
    metadata: { ...object.metadata, annotations: { ...annotations, [lastAppliedAnnotation]: applied } },
  };
}

/** Keys in order, as Go writes maps. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, field: unknown) =>
    isObject(field)
      ? Object.fromEntries(Object.entries(field).sort(([one], [other]) => (one < other ? -1 : 1)))
      : field,
  );
}

function asStored({ metadata }: KubeObject, next: object): KubeObject {
  const read = newObjectView.parse(next);
  const { uid, resourceVersion, creationTimestamp } = metadata;
  return { ...read, metadata: { ...read.metadata, uid, resourceVersion, creationTimestamp } };
}
