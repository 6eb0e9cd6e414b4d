import { coreServices, createServiceFactory, createServiceRef } from '@backstage/backend-plugin-api';
import { readSources } from './sources';
import { processVaultClock } from './vaultClock';
import type { ConfiguredVault } from './VaultSource';

/** The Vaults that are read, as configured; a test puts its own in their place. */
export const vaultSourcesServiceRef = createServiceRef<readonly ConfiguredVault[]>({
  id: 'greenroom.vault-leases.vaults',
  scope: 'plugin',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { config: coreServices.rootConfig },
      factory: ({ config }) => readSources(config, processVaultClock),
    }),
});
