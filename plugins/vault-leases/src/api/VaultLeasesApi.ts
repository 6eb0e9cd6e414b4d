import { createApiRef } from '@backstage/frontend-plugin-api';
import type { LedgerPage } from '@greenroom/plugin-portal-common';
import type {
  LeaseActRecord,
  RenewBody,
  RevokeBody,
  RoleRef,
  Statements,
} from '@greenroom/plugin-vault-leases-common';

/** A lease as it is asked for: its Vault and its fingerprint; mount and role are in the body. */
export interface AskedLease {
  vault: string;
  fingerprint: string;
}

/**
 * What is asked of Vaults besides what the stream tells. Every method rejects with a `ResponseError` whose `cause` has the
 * server's error with its name, and with a `TypeError` when the server can not be reached.
 */
export interface VaultLeasesApi {
  /** What a role makes its users with. */
  statements(role: RoleRef, signal: AbortSignal): Promise<Statements>;
  /** @param key - the same for every try of the same act, so that it happens once */
  renew(lease: AskedLease, body: RenewBody, key: string): Promise<LeaseActRecord>;
  revoke(lease: AskedLease, body: RevokeBody, key: string): Promise<LeaseActRecord>;
  /** What was done to leases of a role, newest first. */
  ledger(role: RoleRef, cursor: string | undefined): Promise<LedgerPage>;
}

export const vaultLeasesApiRef = createApiRef<VaultLeasesApi>().with({
  id: 'plugin.vault-leases.leases',
  pluginId: 'vault-leases',
});
