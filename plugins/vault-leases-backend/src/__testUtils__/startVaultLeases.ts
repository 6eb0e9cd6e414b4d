import {
  coreServices,
  createServiceFactory,
  type DatabaseService,
  type RootLoggerService,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { type FeatureBackendOptions, startFeature } from '@greenroom/plugin-portal-node/testUtils';
import { vaultLeasesPlugin } from '../plugin';
import type { ConfiguredVault } from '../VaultSource';
import { vaultSourcesServiceRef } from '../vaultSources';

export interface VaultLeasesBackendOptions extends Omit<FeatureBackendOptions, 'features'> {
  /** Absent: those of the configuration. */
  vaults?: readonly ConfiguredVault[];
  /** Absent: one of its own. */
  database?: Awaited<ReturnType<DatabaseService['getClient']>>;
  /** Takes what is logged. */
  logger?: RootLoggerService;
}

/** The real plugin behind a real server; the permission policy is the test's. */
export async function startVaultLeases({ database, logger, vaults, ...options }: VaultLeasesBackendOptions) {
  const provided = vaults && [
    createServiceFactory({ service: vaultSourcesServiceRef, deps: {}, factory: () => vaults }),
  ];
  return startFeature('vault-leases', {
    ...options,
    features: [
      vaultLeasesPlugin,
      mockServices.database.factory(database && { knex: database }),
      ...(logger
        ? [createServiceFactory({ service: coreServices.rootLogger, deps: {}, factory: () => logger })]
        : []),
      ...(provided ?? []),
    ],
  });
}
