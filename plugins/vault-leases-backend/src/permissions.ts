import { createPermissionResourceRef } from '@backstage/plugin-permission-node';
import { RENEWER_RULE, RESOURCE_TYPE_VAULT_ROLE, REVOKER_RULE } from '@greenroom/plugin-vault-leases-common';
import type { AudienceParams, HasAudience } from '@greenroom/plugin-portal-common';
import { createAppointedRule, createAudienceRule } from '@greenroom/plugin-portal-node';

/** Who may see a role and its leases, and whom the configuration names to renew and to revoke them. Entity refs. */
export interface VaultRights extends HasAudience {
  readonly renewers: readonly string[];
  readonly revokers: readonly string[];
}

/** A role by its `roleKey`, or what is of no role by the name of its Vault, and who may do what there. */
export const vaultRoleResourceRef = createPermissionResourceRef<VaultRights, AudienceParams>().with({
  pluginId: 'vault-leases',
  resourceType: RESOURCE_TYPE_VAULT_ROLE,
});

export const vaultRoleRules = [
  createAudienceRule(vaultRoleResourceRef),
  createAppointedRule(vaultRoleResourceRef, {
    name: RENEWER_RULE,
    description: 'Allow whom the configuration names to renew leases of the role',
    who: ({ renewers }) => renewers,
  }),
  createAppointedRule(vaultRoleResourceRef, {
    name: REVOKER_RULE,
    description: 'Allow whom the configuration names to revoke leases of the role',
    who: ({ revokers }) => revokers,
  }),
];
