import { at, isObject, textAt } from '../json';
import type { StatusCause } from '../StatusError';
import type { KubeObject } from '../types';
import { invalid, listOf, refused, required, unsupported } from './causes';
import { serviceName, subdomain } from './names';

/** Definitions of custom resources. */
export function definitionCauses({ metadata, spec }: KubeObject): StatusCause[] {
  const group = textAt(spec, 'group') ?? '';
  const plural = textAt(spec, 'names', 'plural') ?? '';
  const named = metadata.name === `${plural}.${group}`;
  const nameRule = 'must be spec.names.plural+"."+spec.group';
  return [
    ...(named ? [] : [invalid('metadata.name', metadata.name, nameRule)]),
    ...groupCauses(group),
    ...scopeCauses(textAt(spec, 'scope') ?? ''),
    ...storageCauses(listOf(at(spec, 'versions'))),
    ...namesCauses(plural, textAt(spec, 'names', 'kind') ?? ''),
    ...listOf(at(spec, 'versions')).flatMap((version, i, all) => versionCauses(version, i, all.length === 1)),
    ...(listOf(at(spec, 'versions')).some(version => at(version, 'storage') === true)
      ? []
      : [invalid('status.storedVersions', null, 'must have at least one stored version')]),
  ];
}

function groupCauses(group: string): StatusCause[] {
  if (group === '') return [required('spec.group')];
  const wrong = refused('spec.group', group, subdomain(group));
  return wrong.length || group.includes('.')
    ? wrong
    : [invalid('spec.group', group, 'should be a domain with at least one dot')];
}

const SCOPES = ['Cluster', 'Namespaced'];

function scopeCauses(scope: string): StatusCause[] {
  return SCOPES.includes(scope) ? [] : [unsupported('spec.scope', scope, SCOPES)];
}

function storageCauses(versions: readonly unknown[]): StatusCause[] {
  if (versions.filter(version => at(version, 'storage') === true).length === 1) return [];
  const shown = versions.map(version => ({
    Name: at(version, 'name'),
    Served: at(version, 'served'),
    Storage: at(version, 'storage') ?? false,
    Deprecated: at(version, 'deprecated') ?? false,
    DeprecationWarning: null,
    Schema: null,
    Subresources: null,
    AdditionalPrinterColumns: null,
    SelectableFields: null,
  }));
  return [invalid('spec.versions', shown, 'must have exactly one version marked as storage version')];
}

function namesCauses(plural: string, kind: string): StatusCause[] {
  return [
    ...(plural === ''
      ? [required('spec.names.plural')]
      : refused('spec.names.plural', plural, serviceName(plural))),
    ...(kind === ''
      ? [required('spec.names.kind')]
      : refused('spec.names.kind', kind, serviceName(kind.toLowerCase()))),
  ];
}

/** @param alone of one version the server tells the schema as if it were all versions' */
function versionCauses(version: unknown, index: number, alone: boolean): StatusCause[] {
  const schema = at(version, 'schema', 'openAPIV3Schema');
  const own = `spec.versions[${index}].schema.openAPIV3Schema`;
  if (!isObject(schema)) return [required(own)];
  return schemaCauses(schema, alone ? 'spec.validation.openAPIV3Schema' : own, true);
}

const TYPES = ['array', 'boolean', 'integer', 'number', 'object', 'string'];

/** Types that there are not, at any depth. */
function schemaCauses(schema: unknown, field: string, root = false): StatusCause[] {
  const type = at(schema, 'type');
  const properties = at(schema, 'properties');
  const unknown = type !== undefined && type !== '' && !TYPES.includes(String(type));
  return [
    ...(unknown ? [unsupported(`${field}.type`, type, TYPES)] : []),
    ...(root && type !== 'object' && !unknown
      ? [invalid(`${field}.type`, type ?? '', 'must be object at the root')]
      : []),
    ...Object.entries(isObject(properties) ? properties : {}).flatMap(([name, below]) =>
      schemaCauses(below, `${field}.properties[${name}]`),
    ),
    ...(isObject(at(schema, 'items')) ? schemaCauses(at(schema, 'items'), `${field}.items`) : []),
    ...(isObject(at(schema, 'additionalProperties'))
      ? schemaCauses(at(schema, 'additionalProperties'), `${field}.additionalProperties`)
      : []),
  ];
}
