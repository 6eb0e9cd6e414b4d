import { coreServices, createBackendModule } from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { FeatureReader, whenSeen } from '@greenroom/plugin-portal-node';
import { readCatalogConfig } from './config';
import { DatabaseEntityProvider } from './DatabaseEntityProvider';

const PATIENCE_MS = 120_000;

/** Databases as entities of the catalog, where `databases.catalog` says so. */
export const databasesCatalogModule = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'greenroom-databases',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogProcessingExtensionPoint,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        logger: coreServices.logger,
        scheduler: coreServices.scheduler,
      },
      async init({ auth, catalog, config, discovery, logger, scheduler }) {
        const read = readCatalogConfig(config);
        if (!read) {
          return;
        }
        const provider = new DatabaseEntityProvider({
          reader: new FeatureReader({ auth, discovery, pluginId: 'databases' }),
          logger,
          owner: read.owner,
        });
        catalog.addEntityProvider(provider);
        await scheduler.scheduleTask({
          id: 'databases-entities',
          frequency: { milliseconds: read.everyMs },
          timeout: { milliseconds: PATIENCE_MS },
          initialDelay: { seconds: 10 },
          fn: signal => whenSeen(at => provider.refresh(at), signal),
        });
      },
    });
  },
});
