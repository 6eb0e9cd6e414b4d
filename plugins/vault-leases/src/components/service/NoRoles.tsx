import { NoneSeen } from '@greenroom/plugin-portal-react';
import { VAULT_ROLES_ANNOTATION } from '@greenroom/plugin-vault-leases-common';

/** No role is this service's; how one becomes so. */
export function NoRoles({ absent }: { absent: readonly string[] }) {
  return (
    <NoneSeen
      title="No Vault role of this service is to be seen"
      annotation={VAULT_ROLES_ANNOTATION}
      absent={absent}
      how="Roles are given as Vault/engine/role"
    />
  );
}
