import { at, isObject, textAt } from '../json';
import type { StatusCause } from '../StatusError';
import { duplicate, forbidden, listOf, refused, required } from './causes';
import { label } from './names';

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
