import type { Entity } from '@backstage/catalog-model';
import { VAULT_ROLES_ANNOTATION, vaultRolesOf } from '@greenroom/plugin-vault-leases-common';

/** Services that name a role of a Vault: to all others nothing is missing. */
export function usesRoles({ metadata: { annotations = {} } }: Pick<Entity, 'metadata'>): boolean {
  return vaultRolesOf(annotations[VAULT_ROLES_ANNOTATION]).length > 0;
}
