import { isObject } from '../kubernetes/json';
import { changeFields, concerns } from './fields';
import { nameReferences, type NameReference } from './fieldSpecs';
import { hashSuffix } from './hashing';
import { type Resource } from './Resource';

/** Ends generated names with their hashes, and has everything that names something by an earlier name follow. */
export function resolveNames(resources: readonly Resource[], more: readonly NameReference[] = []): void {
  for (const resource of resources) {
    if (resource.hashed) resource.rename({ name: `${resource.name}-${hashSuffix(resource)}` });
  }
  for (const resource of resources) {
    if (resource.kind === 'RoleBinding' || resource.kind === 'ClusterRoleBinding')
      moveSubjects(resource, resources);
  }
  for (const reference of [...nameReferences, ...more]) {
    const referred = resources.filter(
      each => concerns({ ...reference, path: '' }, each) && each.earlier.length,
    );
    if (referred.length) for (const resource of resources) follow(resource, reference, referred);
  }
}

function follow(resource: Resource, { fieldSpecs }: NameReference, referred: readonly Resource[]): void {
  changeFields(
    resource,
    fieldSpecs.map(spec => ({ ...spec, create: false })),
    value => followed(value, resource, referred),
  );
}

/** Bindings name accounts with their namespace, which may be another now. */
function moveSubjects(resource: Resource, resources: readonly Resource[]): void {
  const accounts = resources.filter(({ kind, earlier }) => kind === 'ServiceAccount' && earlier.length);
  changeFields(resource, [{ path: 'subjects', kind: resource.kind }], subjects =>
    Array.isArray(subjects) ? subjects.map(subject => moved(subject, accounts)) : subjects,
  );
}

function moved(subject: unknown, accounts: readonly Resource[]): unknown {
  if (!isObject(subject) || subject.kind !== 'ServiceAccount') return subject;
  const account = accounts.find(each => each.wasCalled(String(subject.name)));
  return account?.namespace ? { ...subject, namespace: account.namespace } : subject;
}

function followed(value: unknown, resource: Resource, referred: readonly Resource[]): unknown {
  if (Array.isArray(value)) return value.map(item => followed(item, resource, referred));
  if (typeof value !== 'string') return value;
  const found = referred.filter(each => each.wasCalled(value));
  const near = found.find(each => each.namespace === resource.namespace) ?? found[0];
  return near ? near.name : value;
}
