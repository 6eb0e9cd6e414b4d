import { createApiRef } from '@backstage/frontend-plugin-api';
import type { RoleRef, Statements } from '@greenroom/plugin-vault-leases-common';

/**
 * What is asked of Vaults besides what the stream tells. Every method rejects with a `ResponseError` whose `cause` has the
 * server's error with its name, and with a `TypeError` when the server can not be reached.
 */
export interface VaultLeasesApi {
  /** What a role makes its users with. */
  statements(role: RoleRef, signal: AbortSignal): Promise<Statements>;
}

export const vaultLeasesApiRef = createApiRef<VaultLeasesApi>().with({
  id: 'plugin.vault-leases.leases',
  pluginId: 'vault-leases',
});
