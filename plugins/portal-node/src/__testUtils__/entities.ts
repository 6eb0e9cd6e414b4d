import type { Entity } from '@backstage/catalog-model';

/** A component with these annotations (`backstage.io/` is put before their names), owned by these groups. */
export function makeEntity(name: string, annotations: Record<string, string>, ...owners: string[]): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      namespace: 'default',
      annotations: Object.fromEntries(
        Object.entries(annotations).map(([key, value]) => [`backstage.io/${key}`, value]),
      ),
    },
    relations: owners.map(owner => ({ type: 'ownedBy', targetRef: `group:default/${owner}` })),
  };
}

/** A person who is a member of these groups. */
export function makeUser(name: string, ...groups: string[]): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name, namespace: 'default' },
    spec: { profile: { email: `${name}@greenroom.example` } },
    relations: groups.map(group => ({ type: 'memberOf', targetRef: `group:default/${group}` })),
  };
}

export function makeGroup(name: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name, namespace: 'default' },
    relations: [],
  };
}
