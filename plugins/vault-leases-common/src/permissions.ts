import { createPermission } from '@backstage/plugin-permission-common';

/** What a person may see and do is decided for each role (`roleKey`), and for what is of no role by the Vault's name. */
export const RESOURCE_TYPE_VAULT_ROLE = 'vault-role';

/** Rule that opens a role to those who are named to renew its leases, and to nobody besides. */
export const RENEWER_RULE = 'MAY_RENEW';

/** Rule that opens a role to those who are named to revoke its leases, and to nobody besides. */
export const REVOKER_RULE = 'MAY_REVOKE';

/** See how a Vault is, its roles, and how long their leases last. */
export const vaultLeasesReadPermission = createPermission({
  name: 'vault-leases.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_VAULT_ROLE,
});

/** Renew a lease, up to its ceiling. */
export const vaultLeasesRenewPermission = createPermission({
  name: 'vault-leases.renew',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_VAULT_ROLE,
});

/** Revoke a lease: whoever uses it loses its credentials at once. */
export const vaultLeasesRevokePermission = createPermission({
  name: 'vault-leases.revoke',
  attributes: { action: 'delete' },
  resourceType: RESOURCE_TYPE_VAULT_ROLE,
});

/** Read the statements that a role makes its users with. */
export const vaultStatementsReadPermission = createPermission({
  name: 'vault-leases.statements.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_VAULT_ROLE,
});

/** Read who renewed and revoked what, and why. */
export const vaultLedgerReadPermission = createPermission({
  name: 'vault-leases.ledger.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_VAULT_ROLE,
});

/** Take the whole ledger away, to be verified elsewhere: of every role, or it would not be the whole chain. */
export const vaultLedgerExportPermission = createPermission({
  name: 'vault-leases.ledger.export',
  attributes: { action: 'read' },
});

export const vaultLeasesPermissions = [
  vaultLeasesReadPermission,
  vaultLeasesRenewPermission,
  vaultLeasesRevokePermission,
  vaultStatementsReadPermission,
  vaultLedgerReadPermission,
  vaultLedgerExportPermission,
];
