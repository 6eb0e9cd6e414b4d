import { at, isObject, textAt } from '../json';
import type { StatusCause } from '../StatusError';
import { invalid, listOf, refused, required } from './causes';
import { configKey, environmentName, subdomain } from './names';

/** A container's variables and where they come from. */
export function environmentCauses(container: unknown, field: string): StatusCause[] {
  return [
    ...listOf(at(container, 'env')).flatMap((variable, i) => variableCauses(variable, `${field}.env[${i}]`)),
    ...listOf(at(container, 'envFrom')).flatMap((source, i) =>
      sourceCauses(source, `${field}.envFrom`, `${field}.envFrom[${i}]`),
    ),
  ];
}

function variableCauses(variable: unknown, field: string): StatusCause[] {
  const name = textAt(variable, 'name') ?? '';
  const from = at(variable, 'valueFrom');
  return [
    ...(name === '' ? [required(`${field}.name`)] : refused(`${field}.name`, name, environmentName(name))),
    ...(isObject(from) ? fromCauses(from, textAt(variable, 'value') ?? '', `${field}.valueFrom`) : []),
  ];
}

const SOURCES = ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', 'fileKeyRef'];

function fromCauses(from: object, value: string, field: string): StatusCause[] {
  const sources = SOURCES.filter(name => at(from, name) !== undefined);
  const own = sources.flatMap(name => refCauses(at(from, name), name, `${field}.${name}`));
  if (sources.length === 0) {
    const text = 'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`';
    return [invalid(field, '', text)];
  }
  if (value !== '') return [...own, invalid(field, '', 'may not be specified when `value` is not empty')];
  return sources.length > 1
    ? [...own, invalid(field, '', 'may not have more than one field specified at a time')]
    : own;
}

const FIELDS = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];

function refCauses(ref: unknown, kind: string, field: string): StatusCause[] {
  if (kind === 'fieldRef') return fieldRefCauses(textAt(ref, 'fieldPath') ?? '', `${field}.fieldPath`);
  if (kind === 'resourceFieldRef') return at(ref, 'resource') ? [] : [required(`${field}.resource`)];
  if (kind === 'fileKeyRef') return [];
  const key = textAt(ref, 'key') ?? '';
  const name = textAt(ref, 'name') ?? '';
  return [
    ...refused(`${field}.name`, name, subdomain(name)),
    ...(key === '' ? [required(`${field}.key`)] : refused(`${field}.key`, key, configKey(key))),
  ];
}

function fieldRefCauses(path: string, field: string): StatusCause[] {
  if (path === '') return [required(field)];
  if (FIELDS.includes(path) || /^metadata\.(labels|annotations)\['.+'\]$/.test(path)) return [];
  return [invalid(field, path, `error converting fieldPath: field label not supported: ${path}`)];
}

function sourceCauses(source: unknown, list: string, field: string): StatusCause[] {
  const refs = ['configMapRef', 'secretRef'].filter(name => at(source, name) !== undefined);
  if (refs.length === 0) return [invalid(list, '', 'must specify one of: `configMapRef` or `secretRef`')];
  return refs.flatMap(ref => {
    const name = textAt(source, ref, 'name') ?? '';
    return refused(`${field}.${ref}.name`, name, subdomain(name));
  });
}
