import { setTimeout as sleep } from 'node:timers/promises';
import { coreServices, createBackendModule } from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { readCatalogConfig } from './config';
import { DatabaseEntityProvider } from './DatabaseEntityProvider';

/** While a source has not been looked at: the question itself has it looked at. */
const AGAIN_MS = 5_000;
const TRIES = 6;
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
        const provider = new DatabaseEntityProvider({ auth, discovery, logger, owner: read.owner });
        catalog.addEntityProvider(provider);
        await scheduler.scheduleTask({
          id: 'databases-entities',
          frequency: { milliseconds: read.everyMs },
          timeout: { milliseconds: PATIENCE_MS },
          initialDelay: { seconds: 10 },
          async fn(signal) {
            for (let tries = 0; tries < TRIES && !(await provider.refresh(signal)); tries += 1) {
              await sleep(AGAIN_MS, undefined, { signal });
            }
          },
        });
      },
    });
  },
});
