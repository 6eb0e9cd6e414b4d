import { at, isObject, jsonEqual, textAt, type JsonObject } from '../json';
import type { StatusCause } from '../StatusError';
import type { KubeObject } from '../types';
import { duplicate, forbidden, listOf, refused, required } from './causes';
import { label } from './names';
import { quantity } from './quantities';

/** A pod's volumes, and the names of those that are right: only these can be mounted. */
export function checkedVolumes(spec: unknown, field: string): { causes: StatusCause[]; names: string[] } {
  const names: string[] = [];
  const causes = listOf(at(spec, 'volumes')).flatMap((volume, i) => {
    const here = `${field}.volumes[${i}]`;
    const name = textAt(volume, 'name') ?? '';
    const found = [...sourceCauses(volume, here), ...nameCauses(name, `${here}.name`)];
    if (found.length === 0 && names.includes(name)) return [duplicate(`${here}.name`, name)];
    if (found.length === 0) names.push(name);
    return found;
  });
  return { causes, names };
}

function nameCauses(name: string, field: string): StatusCause[] {
  return name === '' ? [required(field)] : refused(field, name, label(name));
}

/** In the order in which the server asks for them; the first is meant, others are too many. */
const SOURCES = [
  'emptyDir',
  'hostPath',
  'gitRepo',
  'secret',
  'nfs',
  'iscsi',
  'persistentVolumeClaim',
  'downwardAPI',
  'configMap',
  'projected',
  'csi',
  'ephemeral',
  'image',
];

function sourceCauses(volume: unknown, field: string): StatusCause[] {
  const [first, ...more] = SOURCES.filter(source => isObject(at(volume, source)));
  return [
    ...(first === undefined ? [] : neededCauses(volume, first, field)),
    ...more.map(source => forbidden(`${field}.${source}`, 'may not specify more than 1 volume type')),
  ];
}

const NEEDED: Record<string, string> = {
  configMap: 'name',
  csi: 'driver',
  hostPath: 'path',
  persistentVolumeClaim: 'claimName',
  secret: 'secretName',
};

function neededCauses(volume: unknown, source: string, field: string): StatusCause[] {
  const name = NEEDED[source];
  return name === undefined || at(volume, source, name) ? [] : [required(`${field}.${source}.${name}`)];
}

/** How much of storage a claim asks for. */
export function askedStorage(claim: KubeObject): number {
  return quantity(at(claim, 'spec', 'resources', 'requests', 'storage'));
}

const CLAIM_RULE =
  'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims';

/** A claim that has its volume may ask for more, and for less again, but not for as little as it has. */
export function claimUpdateCauses(stored: KubeObject, next: KubeObject): StatusCause[] {
  const has = quantity(at(stored, 'status', 'capacity', 'storage'));
  const isShrunk = askedStorage(next) < askedStorage(stored) && askedStorage(next) <= has;
  const field = 'spec.resources.requests.storage';
  return [
    ...(jsonEqual(fixedClaimSpec(stored, stored), fixedClaimSpec(next, stored))
      ? []
      : [forbidden('spec', CLAIM_RULE)]),
    ...(isShrunk ? [forbidden(field, 'field can not be less than status.capacity')] : []),
  ];
}

/** Its volume, and the class that is the default by then, are written once, by controllers. */
function fixedClaimSpec({ spec = {} }: KubeObject, stored: KubeObject): JsonObject {
  const { volumeName, storageClassName, resources, volumeAttributesClassName, ...fixed } = spec;
  const { storage, ...requests } = recordAt(resources, 'requests');
  return {
    ...fixed,
    requests,
    limits: at(resources, 'limits'),
    ...(stored.spec?.volumeName !== undefined && { volumeName }),
    ...(stored.spec?.storageClassName !== undefined && { storageClassName }),
    ...(stored.status?.phase !== 'Bound' && { storage, volumeAttributesClassName }),
  };
}

function recordAt(value: unknown, name: string): JsonObject {
  const found = at(value, name);
  return isObject(found) ? found : {};
}
