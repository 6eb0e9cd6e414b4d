import { type Claimant, globPattern } from '@greenroom/plugin-portal-node';
import type { AccessConfig } from '../config';

/** What of a database says whose it is. */
export interface Named {
  id: string;
  name: string;
  /** Entities that the database itself names. */
  namedEntities?: readonly string[];
}

export interface Access {
  /** Entities that use it, sorted: display, no right follows from it. */
  entityRefs: string[];
  /** Those of them that the database's side agrees to, sorted: their owners may read it. */
  agreed: string[];
  /** Who may read it, sorted. */
  readers: string[];
}

/**
 * Who uses a database and who may read it. Anyone can register an entity that names a database, and whoever tags a
 * database can name an entity: owners read it only where both sides agree, or where the configuration trusts the entity.
 */
export function createAccess(
  config: AccessConfig,
): (database: Named, claimants: readonly Claimant[]) => Access {
  const audiences = config.audiences.map(({ database, readers }) => ({
    covers: covering(database),
    readers,
  }));
  const trust = config.trust.map(({ database, entities }) => ({
    covers: covering(database),
    entities: entities.map(globPattern),
  }));
  return (database, claimants) => {
    const named = database.namedEntities ?? [];
    const isTrusted = ({ entityRef }: Claimant) =>
      named.includes(entityRef) ||
      trust.some(({ covers, entities }) => covers(database) && entities.some(glob => glob.test(entityRef)));
    const agreed = claimants.filter(isTrusted);
    const owners = agreed.flatMap(claimant => claimant.owners);
    const appointed = audiences.filter(({ covers }) => covers(database)).flatMap(entry => entry.readers);
    return {
      entityRefs: sorted([...named, ...claimants.map(({ entityRef }) => entityRef)]),
      agreed: sorted(agreed.map(({ entityRef }) => entityRef)),
      readers: sorted([...owners, ...appointed]),
    };
  };
}

function covering(glob: string): (database: Named) => boolean {
  const pattern = globPattern(glob);
  return ({ id, name }) => pattern.test(id) || pattern.test(name);
}

function sorted(refs: readonly string[]): string[] {
  return [...new Set(refs)].sort();
}
