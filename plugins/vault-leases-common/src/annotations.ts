import { parseRoleKey, type RoleRef } from './roleRef';

/** On a catalog entity: the Vault roles it gets its credentials from, as `roleKey` writes them, separated by commas. */
export const VAULT_ROLES_ANNOTATION = 'greenroom.dev/vault-roles';

/**
 * On a catalog entity, written by the portal alone: roles that the configured convention names for it and that it does not
 * name itself, in the same way. That they are shown with it follows from this, and no right.
 */
export const CONVENTIONAL_VAULT_ROLES_ANNOTATION = 'greenroom.dev/vault-roles-by-convention';

/** On the same entity, `true`: its leases are looked up also while nobody has its own page open, e.g. for Home. */
export const WATCH_LEASES_ANNOTATION = 'greenroom.dev/watch-leases';

/** The roles in the annotation, each once, in their order; what names no role is left out. */
export function vaultRolesOf(annotation: string | undefined): RoleRef[] {
  const keys = new Set((annotation ?? '').split(',').map(key => key.trim()));
  return [...keys].map(parseRoleKey).filter(ref => ref !== undefined);
}
