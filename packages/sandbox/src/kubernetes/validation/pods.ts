import { at, isObject, textAt } from '../json';
import type { StatusCause } from '../StatusError';
import { choice, invalid, listOf, refused, required } from './causes';
import { containersCauses } from './containers';
import { annotationCauses, labelCauses, selectorCauses } from './metadata';
import { qualifiedName, subdomain } from './names';
import { checkedVolumes } from './volumes';

const DNS = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];

export function podSpecCauses(spec: unknown, field: string): StatusCause[] {
  const { causes, names } = checkedVolumes(spec, field);
  const account = textAt(spec, 'serviceAccountName') ?? '';
  return [
    ...causes,
    ...containersCauses(spec, field, names),
    ...choice(`${field}.restartPolicy`, at(spec, 'restartPolicy'), ['Always', 'OnFailure', 'Never']),
    ...choice(`${field}.dnsPolicy`, at(spec, 'dnsPolicy'), DNS),
    ...labelCauses(at(spec, 'nodeSelector'), `${field}.nodeSelector`),
    ...refused(`${field}.serviceAccountName`, account, account === '' ? [] : subdomain(account)),
    ...affinityCauses(at(spec, 'affinity'), `${field}.affinity`),
    ...listOf(at(spec, 'tolerations')).flatMap((each, i) =>
      tolerationCauses(each, `${field}.tolerations[${i}]`),
    ),
    ...listOf(at(spec, 'topologySpreadConstraints')).flatMap((each, i) =>
      spreadCauses(each, `${field}.topologySpreadConstraints[${i}]`),
    ),
  ];
}

/** @param field of the template; its labels and annotations are told as if they were right below it */
export function podTemplateCauses(template: unknown, field: string): StatusCause[] {
  return [
    ...templateMetadataCauses(template, field),
    ...podSpecCauses(at(template, 'spec'), `${field}.spec`),
  ];
}

/** Of a StatefulSet's template nothing more is looked at: its pods have volumes that the template does not know. */
export function templateMetadataCauses(template: unknown, field: string): StatusCause[] {
  return [
    ...labelCauses(at(template, 'metadata', 'labels'), `${field}.labels`),
    ...annotationCauses(at(template, 'metadata', 'annotations'), `${field}.annotations`),
  ];
}

function affinityCauses(affinity: unknown, field: string): StatusCause[] {
  const kinds = ['podAffinity', 'podAntiAffinity'];
  const hard = 'requiredDuringSchedulingIgnoredDuringExecution';
  const soft = 'preferredDuringSchedulingIgnoredDuringExecution';
  return kinds.flatMap(kind => [
    ...listOf(at(affinity, kind, hard)).flatMap((term, i) =>
      termCauses(term, `${field}.${kind}.${hard}[${i}]`),
    ),
    ...listOf(at(affinity, kind, soft)).flatMap((term, i) =>
      termCauses(at(term, 'podAffinityTerm'), `${field}.${kind}.${soft}[${i}].podAffinityTerm`),
    ),
  ]);
}

function termCauses(term: unknown, field: string): StatusCause[] {
  const key = textAt(term, 'topologyKey') ?? '';
  return [
    ...(isObject(at(term, 'labelSelector'))
      ? selectorCauses(at(term, 'labelSelector'), `${field}.labelSelector`)
      : []),
    ...(key === '' ? [required(`${field}.topologyKey`, 'can not be empty')] : []),
    ...refused(`${field}.topologyKey`, key, qualifiedName(key)),
  ];
}

function tolerationCauses(toleration: unknown, field: string): StatusCause[] {
  const operator = textAt(toleration, 'operator') ?? '';
  const value = textAt(toleration, 'value') ?? '';
  const why = "value must be empty when `operator` is 'Exists'";
  return [
    ...(operator === 'Exists' && value !== '' ? [invalid(`${field}.operator`, value, why)] : []),
    ...choice(`${field}.operator`, operator || undefined, ['Equal', 'Exists']),
    ...choice(`${field}.effect`, at(toleration, 'effect') || undefined, [
      'NoSchedule',
      'PreferNoSchedule',
      'NoExecute',
    ]),
  ];
}

function spreadCauses(constraint: unknown, field: string): StatusCause[] {
  const skew = at(constraint, 'maxSkew');
  return [
    ...(typeof skew === 'number' && skew > 0
      ? []
      : [invalid(`${field}.maxSkew`, skew ?? 0, 'must be greater than zero')]),
    ...(at(constraint, 'topologyKey') ? [] : [required(`${field}.topologyKey`, 'can not be empty')]),
    ...choice(`${field}.whenUnsatisfiable`, at(constraint, 'whenUnsatisfiable') ?? '', [
      'DoNotSchedule',
      'ScheduleAnyway',
    ]),
  ];
}
