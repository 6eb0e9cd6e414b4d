import { at, isObject, textAt } from '../json';
import type { StatusCause } from '../StatusError';
import type { KubeObject, ResourceDefinition } from '../types';
import { forbidden, invalid, listOf, refused, required } from './causes';

import { label, labelValue, pathSegment, qualifiedName, serviceName, subdomain } from './names';

const LARGEST_ANNOTATIONS = 262_144;
const STANDARD_FINALIZERS = ['kubernetes', 'orphan', 'foregroundDeletion'];
const LONGEST_CRON_JOB = 52;

function nameRule({ group, resource }: ResourceDefinition): (name: string) => string[] {
  if (group === 'rbac.authorization.k8s.io') return pathSegment;
  if (group === '' && resource === 'services') return serviceName;
  if (group === '' && resource === 'namespaces') return label;
  return subdomain;
}

/** What a server finds wrong with the metadata of an object of any kind. */
export function metadataCauses(definition: ResourceDefinition, { metadata }: KubeObject): StatusCause[] {
  return [
    // Without any name that is told by itself.
    ...(metadata.name ? refused('metadata.name', metadata.name, nameRule(definition)(metadata.name)) : []),
    ...jobNameCauses(definition, metadata.name),
    ...labelCauses(metadata.labels, 'metadata.labels'),
    ...annotationCauses(metadata.annotations, 'metadata.annotations'),
    ...ownerCauses(metadata.ownerReferences),
    ...finalizerCauses(metadata.finalizers, definition.custom),
  ];
}

function jobNameCauses({ kind, group }: ResourceDefinition, name: string): StatusCause[] {
  if (kind !== 'CronJob' || group !== 'batch' || name.length <= LONGEST_CRON_JOB) return [];
  return [invalid('metadata.name', name, `must be no more than ${LONGEST_CRON_JOB} characters`)];
}

export function labelCauses(labels: unknown, field: string): StatusCause[] {
  return Object.entries(isObject(labels) ? labels : {}).flatMap(([key, value]) => [
    ...refused(field, key, qualifiedName(key)),
    ...refused(field, String(value), labelValue(String(value))),
  ]);
}

export function annotationCauses(annotations: unknown, field: string): StatusCause[] {
  const all = Object.entries(isObject(annotations) ? annotations : {});
  const size = all.reduce((sum, [key, value]) => sum + key.length + String(value).length, 0);
  return [
    ...all.flatMap(([key]) => refused(field, key, qualifiedName(key.toLowerCase()))),
    ...(size > LARGEST_ANNOTATIONS ? [tooLong(field, LARGEST_ANNOTATIONS)] : []),
  ];
}

function tooLong(field: string, most: number): StatusCause {
  return { reason: 'FieldValueTooLong', message: `Too long: may not be more than ${most} bytes`, field };
}

function ownerCauses(owners: unknown): StatusCause[] {
  return listOf(owners).flatMap(owner => {
    const field = 'metadata.ownerReferences';
    const empty = (name: string, why: string) =>
      textAt(owner, name) ? [] : [invalid(`${field}.${name}`, textAt(owner, name) ?? '', why)];
    return [
      ...empty('apiVersion', 'version must not be empty'),
      ...empty('kind', 'must not be empty'),
      ...empty('name', 'must not be empty'),
      ...empty('uid', 'must not be empty'),
    ];
  });
}

/** Of custom resources any name will do: Argo CD's own `resources-finalizer.argocd.argoproj.io` is not fully qualified. */
function finalizerCauses(finalizers: unknown, custom: boolean): StatusCause[] {
  return listOf(finalizers).flatMap((finalizer, i) => {
    const name = String(finalizer);
    const field = `metadata.finalizers[${i}]`;
    if (custom || name.includes('/') || STANDARD_FINALIZERS.includes(name)) {
      return refused(field, name, qualifiedName(name));
    }
    return [invalid(field, name, 'name is neither a standard finalizer name nor is it fully qualified')];
  });
}

const NO_VALUES = "may not be specified when `operator` is 'Exists' or 'DoesNotExist'";
const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist'];

/** Of a label selector. */
export function selectorCauses(selector: unknown, field: string): StatusCause[] {
  return [
    ...labelCauses(at(selector, 'matchLabels'), `${field}.matchLabels`),
    ...listOf(at(selector, 'matchExpressions')).flatMap((each, i) =>
      expressionCauses(each, `${field}.matchExpressions[${i}]`),
    ),
  ];
}

function expressionCauses(expression: unknown, field: string): StatusCause[] {
  const operator = textAt(expression, 'operator') ?? '';
  const values = listOf(at(expression, 'values'));
  const key = textAt(expression, 'key') ?? '';
  return [
    ...(OPERATORS.includes(operator)
      ? []
      : [invalid(`${field}.operator`, operator, 'not a valid selector operator')]),
    ...(operator.endsWith('In') && values.length === 0
      ? [required(`${field}.values`, "must be specified when `operator` is 'In' or 'NotIn'")]
      : []),
    ...(/^(Exists|DoesNotExist)$/.test(operator) && values.length
      ? [forbidden(`${field}.values`, NO_VALUES)]
      : []),
    ...refused(`${field}.key`, key, qualifiedName(key)),
  ];
}
