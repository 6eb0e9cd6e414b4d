import type { Entity } from '@backstage/catalog-model';
import {
  CONVENTIONAL_VAULT_ROLES_ANNOTATION,
  VAULT_ROLES_ANNOTATION,
  vaultRolesOf,
} from '@greenroom/plugin-vault-leases-common';

/** Services that name a role of a Vault, or for which the convention names one: to all others nothing is missing. */
export function usesRoles({ metadata: { annotations = {} } }: Pick<Entity, 'metadata'>): boolean {
  return [VAULT_ROLES_ANNOTATION, CONVENTIONAL_VAULT_ROLES_ANNOTATION].some(
    annotation => vaultRolesOf(annotations[annotation]).length > 0,
  );
}
