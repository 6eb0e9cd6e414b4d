import { coreServices, createBackendModule } from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { FeatureReader, whenSeen } from '@greenroom/plugin-portal-node';
import { readAccessConfig } from '../config';
import { createAccess } from '../entities/access';
import { ConventionalRoles } from './ConventionalRoles';
import { ConventionalRolesProcessor } from './ConventionalRolesProcessor';

/** Each time has every Vault looked at once; which roles there are seldom changes. */
const EVERY_MINUTES = 10;
const PATIENCE_MS = 120_000;

/** Entities say which roles the convention of `vaultLeases.services` names for them, where there is one. */
export const vaultLeasesCatalogModule = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'greenroom-vault-leases',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogProcessingExtensionPoint,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        scheduler: coreServices.scheduler,
      },
      async init({ auth, catalog, config, discovery, scheduler }) {
        const read = readAccessConfig(config);
        if (read.services.length === 0) {
          return;
        }
        const reader = new FeatureReader({ auth, discovery, pluginId: 'vault-leases' });
        const roles = new ConventionalRoles({ reader, access: createAccess(read) });
        catalog.addProcessor(new ConventionalRolesProcessor(roles));
        await scheduler.scheduleTask({
          id: 'vault-leases-conventional-roles',
          // Each replica processes entities, and keeps what it knows to itself.
          scope: 'local',
          frequency: { minutes: EVERY_MINUTES },
          timeout: { milliseconds: PATIENCE_MS },
          initialDelay: { seconds: 10 },
          fn: signal => whenSeen(at => roles.refresh(at), signal),
        });
      },
    });
  },
});
