import { groupResource, StatusError } from '../../StatusError';
import type { KubeObject, ResourceDefinition } from '../../types';
import { validationCauses } from '../../validation/validation';
import { askedStorage } from '../../validation/volumes';
import { podStatus } from '../../store/podDefaults';
import { refusals, withDefaults } from './limitRanges';
import { checkQuotas } from './quotas';

/** What a server's own admission looks at: all objects of a resource. */
export interface Stored {
  of(resource: string): ReadonlyMap<string, KubeObject>;
}

const defaultClass = 'storageclass.kubernetes.io/is-default-class';
const protection: Readonly<Record<string, string>> = {
  persistentvolumeclaims: 'kubernetes.io/pvc-protection',
  persistentvolumes: 'kubernetes.io/pv-protection',
};

const notByClass =
  'only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize';

/** The admission that every server has: default classes of storage, protection and growth of volumes, ranges and quotas. */
export class BuiltInAdmission {
  constructor(private readonly stored: Stored) {}

  /**
   * A new object as it is let in.
   * @throws StatusError 403 by a LimitRange or a ResourceQuota, 422 when what a range adds makes it wrong
   */
  created(definition: ResourceDefinition, object: KubeObject): KubeObject {
    if (definition.custom) return object;
    const resource = groupResource(definition);
    const completed = this.#ranged(
      definition,
      resource,
      this.#kept(resource, this.#classed(resource, object)),
    );
    const quotas = this.#in('resourcequotas', object);
    if (quotas.length) {
      checkQuotas(definition, completed, quotas, each => this.#in(each, object));
    }
    return completed;
  }

  /**
   * A change that is right by itself.
   * @throws StatusError 403 for a claim that can not grow
   */
  changed(definition: ResourceDefinition, next: KubeObject, before: KubeObject): void {
    if (definition.custom || definition.resource !== 'persistentvolumeclaims') return;
    if (!(askedStorage(next) > askedStorage(before))) return;
    const { name } = next.metadata;
    const classes = this.stored.of('storageclasses.storage.k8s.io');
    const found = [...classes.values()].find(
      ({ metadata }) => metadata.name === before.spec?.storageClassName,
    );
    if (found?.allowVolumeExpansion !== true) throw StatusError.forbidden(definition, name, notByClass);
  }

  #in(resource: string, { metadata }: KubeObject): KubeObject[] {
    if (!metadata.namespace) return [];
    return [...this.stored.of(resource).values()].filter(
      each => each.metadata.namespace === metadata.namespace,
    );
  }

  #classed(resource: string, object: KubeObject): KubeObject {
    if (resource !== 'persistentvolumeclaims' || object.spec?.storageClassName !== undefined) return object;
    const found = [...this.stored.of('storageclasses.storage.k8s.io').values()]
      .filter(({ metadata }) => metadata.annotations?.[defaultClass] === 'true')
      .sort((a, b) => (a.metadata.creationTimestamp < b.metadata.creationTimestamp ? 1 : -1))[0];
    return found ? { ...object, spec: { ...object.spec, storageClassName: found.metadata.name } } : object;
  }

  #kept(resource: string, object: KubeObject): KubeObject {
    const finalizer = protection[resource];
    const known = object.metadata.finalizers ?? [];
    if (finalizer === undefined || known.includes(finalizer)) return object;
    return { ...object, metadata: { ...object.metadata, finalizers: [...known, finalizer] } };
  }

  #ranged(definition: ResourceDefinition, resource: string, object: KubeObject): KubeObject {
    if (resource !== 'pods' && resource !== 'persistentvolumeclaims') return object;
    const ranges = this.#in('limitranges', object);
    if (ranges.length === 0) return object;
    const { name } = object.metadata;
    const ranged = resource === 'pods' ? rangedPod(object, ranges) : object;
    const causes = ranged === object ? [] : validationCauses(definition, ranged);
    if (causes.length) throw StatusError.invalid(definition, name, causes);
    const why = refusals(ranged, ranges);
    if (why.length === 0) return ranged;
    throw StatusError.forbidden(definition, name, why.length === 1 ? String(why[0]) : `[${why.join(', ')}]`);
  }
}

/** With the class of service that follows from what it is given. */
function rangedPod(pod: KubeObject, ranges: KubeObject[]): KubeObject {
  const ranged = withDefaults(pod, ranges);
  return ranged === pod ? pod : { ...ranged, status: podStatus(ranged) as KubeObject['status'] };
}
