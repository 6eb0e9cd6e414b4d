import { at, isObject, textAt } from '../json';
import type { StatusCause } from '../StatusError';
import type { KubeObject } from '../types';
import { invalid, listOf, refused, required, unsupported } from './causes';
import { configKey } from './names';

/** Config maps, secrets, roles and what gives them. */

export function dataCauses(object: KubeObject): StatusCause[] {
  return ['data', 'binaryData'].flatMap(name =>
    Object.keys(fieldsOf(object[name])).flatMap(key => refused(`${name}[${key}]`, key, configKey(key))),
  );
}

function fieldsOf(value: unknown): object {
  return isObject(value) ? value : {};
}

export function roleCauses(object: KubeObject): StatusCause[] {
  return listOf(object.rules).flatMap((rule, i) => {
    const paths = listOf(at(rule, 'nonResourceURLs')).length > 0;
    const empty = (name: string, why: string) =>
      listOf(at(rule, name)).length ? [] : [required(`rules[${i}].${name}`, why)];
    return [
      ...empty('verbs', 'verbs must contain at least one value'),
      ...(paths ? [] : empty('apiGroups', 'resource rules must supply at least one api group')),
      ...(paths ? [] : empty('resources', 'resource rules must supply at least one resource')),
    ];
  });
}

const RBAC = 'rbac.authorization.k8s.io';
const SUBJECTS = ['ServiceAccount', 'User', 'Group'];

export function bindingCauses(object: KubeObject): StatusCause[] {
  const ref = object.roleRef;
  const kinds = object.kind === 'ClusterRoleBinding' ? ['ClusterRole'] : ['Role', 'ClusterRole'];
  const among = (field: string, value: unknown, values: readonly string[]) =>
    values.includes(String(value ?? '')) ? [] : [unsupported(field, value ?? '', values)];
  return [
    ...among('roleRef.apiGroup', at(ref, 'apiGroup') || RBAC, [RBAC]),
    ...among('roleRef.kind', at(ref, 'kind'), kinds),
    ...(at(ref, 'name') ? [] : [required('roleRef.name')]),
    ...listOf(object.subjects).flatMap((subject, i) => [
      ...(at(subject, 'name') ? [] : [required(`subjects[${i}].name`)]),
      ...among(`subjects[${i}].kind`, at(subject, 'kind'), SUBJECTS),
    ]),
  ];
}

/** What a role is given by may not be another one later. */
export function bindingUpdateCauses(stored: KubeObject, next: KubeObject): StatusCause[] {
  const same = ['kind', 'name'].every(name => at(stored, 'roleRef', name) === at(next, 'roleRef', name));
  const { apiGroup = RBAC, kind, name } = isObject(next.roleRef) ? next.roleRef : {};
  return same ? [] : [invalid('roleRef', { apiGroup, kind, name }, 'cannot change roleRef')];
}

export function eventCauses(object: KubeObject): StatusCause[] {
  const namespace = textAt(object, 'involvedObject', 'namespace');
  if (!namespace || namespace === object.metadata.namespace) return [];
  return [invalid('involvedObject.namespace', namespace, 'does not match event.namespace')];
}
