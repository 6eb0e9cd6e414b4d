import type { JsonValue, NewObject } from '../../../kubernetes/types';

/** An object and the resource it is sent to. */
export interface Manifest {
  resource: string;
  object: NewObject;
}

export type Tree = { [key: string]: JsonValue };

/** What most objects say of themselves. */
export interface Meta {
  name: string;
  namespace?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
}

/** An object of a kind whose plural is regular, e.g. `object('apps/v1', 'Deployment', …)`. */
export function object(apiVersion: string, kind: string, metadata: Meta, rest: Tree = {}): Manifest {
  const [, group] = apiVersion.split('/').reverse();
  const plural = pluralOf(kind);
  const resource = group === undefined ? plural : `${plural}.${group}`;
  return { resource, object: { apiVersion, kind, metadata, ...rest } };
}

function pluralOf(kind: string): string {
  const singular = kind.toLowerCase();
  if (singular.endsWith('ss')) return `${singular}es`;
  return /[^aeo]y$/.test(singular) ? `${singular.slice(0, -1)}ies` : `${singular}s`;
}

/** @param owner the team that the namespace is for */
export function namespace(name: string, owner = 'platform'): Manifest {
  return object('v1', 'Namespace', { name, labels: { 'greenroom.example/owner': owner } });
}

/** By this label people and the portal find the objects of a catalog entity. */
const ID = 'backstage.io/kubernetes-id';

/** The labels of what belongs to an application. @param entity its name in the catalog, where it has one */
export function labels(name: string, partOf: string, entity?: string): Record<string, string> {
  return {
    'app.kubernetes.io/name': name,
    'app.kubernetes.io/part-of': partOf,
    ...(entity !== undefined && { [ID]: entity }),
  };
}
