import type { Entity } from '@backstage/catalog-model';
import {
  roleKey,
  VAULT_ROLES_ANNOTATION,
  vaultRolesOf,
  WATCH_LEASES_ANNOTATION,
} from '@greenroom/plugin-vault-leases-common';

/** What a service says of the roles that it gets its credentials from. */
export interface NamedRoles {
  /** `roleKey`s, one at least. */
  roles: readonly string[];
  /** Its leases are looked up also while nobody has its page open. */
  isWatched: boolean;
}

/** As an entry of a map by entity ref; none of a service that names no role. */
export function namedRoles(
  ref: string,
  entity: Pick<Entity, 'metadata'> | undefined,
): [string, NamedRoles][] {
  const annotations = entity?.metadata?.annotations ?? {};
  const roles = vaultRolesOf(annotations[VAULT_ROLES_ANNOTATION]).map(roleKey);
  const isWatched = annotations[WATCH_LEASES_ANNOTATION]?.trim() === 'true';
  return roles.length === 0 ? [] : [[ref, { roles, isWatched }]];
}
