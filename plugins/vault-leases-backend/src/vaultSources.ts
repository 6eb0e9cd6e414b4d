import { createServiceFactory, createServiceRef } from '@backstage/backend-plugin-api';
import type { ConfiguredVault } from './VaultSource';

/** The Vaults that are read, as configured; a test puts its own in their place. None is read yet. */
export const vaultSourcesServiceRef = createServiceRef<readonly ConfiguredVault[]>({
  id: 'greenroom.vault-leases.vaults',
  scope: 'plugin',
  defaultFactory: async service => createServiceFactory({ service, deps: {}, factory: () => [] }),
});
