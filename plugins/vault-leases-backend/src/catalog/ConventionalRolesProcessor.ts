import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import type { CatalogProcessor } from '@backstage/plugin-catalog-node';
import {
  CONVENTIONAL_VAULT_ROLES_ANNOTATION,
  roleKey,
  VAULT_ROLES_ANNOTATION,
  vaultRolesOf,
} from '@greenroom/plugin-vault-leases-common';
import { z } from 'zod';
import type { ConventionalRoles } from './ConventionalRoles';

/** What the catalog keeps for this processor and one entity: `CatalogProcessorCache`, with what may be read unchecked left unknown. */
export interface EntityCache {
  get(key: string): Promise<unknown>;
  set(key: string, value: string[]): Promise<void>;
}

const KEPT = 'roles';
const keptSchema = z.array(z.string()).catch([]);

/**
 * Has the catalog say which roles the convention names for a service that does not name them itself, so that what is shown
 * with the service may go by that. After a start, until it is known anew, what was known of each entity last holds.
 */
export class ConventionalRolesProcessor implements CatalogProcessor {
  readonly #roles: Pick<ConventionalRoles, 'of'>;

  constructor(roles: Pick<ConventionalRoles, 'of'>) {
    this.#roles = roles;
  }

  getProcessorName(): string {
    return 'ConventionalVaultRolesProcessor';
  }

  async preProcessEntity(
    entity: Entity,
    _location: unknown,
    _emit: unknown,
    _originLocation: unknown,
    cache: EntityCache,
  ): Promise<Entity> {
    const known = this.#roles.of(stringifyEntityRef(entity));
    if (known) {
      await cache.set(KEPT, [...known]);
    }
    return withRoles(entity, known ?? keptSchema.parse(await cache.get(KEPT)));
  }
}

/** What somebody else wrote there does not count. */
function withRoles(entity: Entity, conventional: readonly string[]): Entity {
  const { [CONVENTIONAL_VAULT_ROLES_ANNOTATION]: written, ...annotations } =
    entity.metadata.annotations ?? {};
  const own = new Set(vaultRolesOf(annotations[VAULT_ROLES_ANNOTATION]).map(roleKey));
  const others = conventional.filter(key => !own.has(key));
  if (others.length === 0 && written === undefined) {
    return entity;
  }
  const added = others.length > 0 && { [CONVENTIONAL_VAULT_ROLES_ANNOTATION]: others.join(',') };
  return { ...entity, metadata: { ...entity.metadata, annotations: { ...annotations, ...added } } };
}
