import { type Entity, RELATION_OWNED_BY, stringifyEntityRef } from '@backstage/catalog-model';

/** Comma separated words of what a path wires, for its card. */
export const WIRES = 'greenroom.dev/wires';

/** A template as its card shows it. */
export interface GoldenPath {
  ref: string;
  namespace: string;
  name: string;
  title: string;
  description?: string;
  /** What a service of this path has from its first minute, a few words each. */
  wires: string[];
  /** Entity ref of who keeps the path. */
  owner?: string;
}

export function readPath(entity: Entity): GoldenPath {
  const { name, namespace = 'default', title, description, annotations = {} } = entity.metadata;
  const owner = entity.relations?.find(({ type }) => type === RELATION_OWNED_BY)?.targetRef;
  return {
    ref: stringifyEntityRef(entity),
    namespace,
    name,
    title: title ?? name,
    description,
    wires: (annotations[WIRES] ?? '')
      .split(',')
      .map(word => word.trim())
      .filter(Boolean),
    owner,
  };
}

/** By title, as people read them. */
export function sortPaths(paths: readonly GoldenPath[]): GoldenPath[] {
  return [...paths].sort((a, b) => a.title.localeCompare(b.title, 'en'));
}
