import { randomUUID } from 'node:crypto';
import { coreServices, createBackendPlugin } from '@backstage/backend-plugin-api';
import { isResourcePermission } from '@backstage/plugin-permission-common';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { clustersServiceRef } from '@greenroom/cluster-access';
import { RESOURCE_TYPE_VAULT_ROLE, vaultLeasesPermissions } from '@greenroom/plugin-vault-leases-common';
import {
  createPortalRouter,
  decisionsServiceRef,
  EntityJoin,
  entityTopic,
  FeatureReader,
  KeptRights,
  processPollClock,
  sourcesServiceRef,
  steadyClock,
  topicsServiceRef,
  wallClock,
} from '@greenroom/plugin-portal-node';
import { composeVaultLeases } from './compose';
import { composeActs } from './composeActs';
import { readAccessConfig, readLedgerConfig, readWithinMinutes } from './config';
import { VaultClaims } from './entities/VaultClaims';
import { vaultRoleResourceRef, vaultRoleRules } from './permissions';
import { vaultLeasesRouter } from './router';
import { DatabasesClient } from './sessions/DatabasesClient';
import { RoleSessions } from './sessions/RoleSessions';
import { roleTopic, serviceLeasesTopic, vaultsTopic, vaultTopic, watchedTopic } from './topics/topics';
import { vaultSourcesServiceRef } from './vaultSources';

/** Reads how Vaults and their leases are, and serves it live. */
export const vaultLeasesPlugin = createBackendPlugin({
  pluginId: 'vault-leases',
  register(env) {
    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        clusters: clustersServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        decisions: decisionsServiceRef,
        discovery: coreServices.discovery,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        sources: sourcesServiceRef,
        topics: topicsServiceRef,
        vaultSources: vaultSourcesServiceRef,
      },
      async init(deps) {
        const { auth, catalog, config, decisions, discovery, logger, permissionsRegistry, sources, topics } =
          deps;
        const claims = new VaultClaims();
        const client = new DatabasesClient(new FeatureReader({ auth, discovery, pluginId: 'databases' }));
        const { knex, vaults, close } = await composeVaultLeases({
          vaults: deps.vaultSources,
          database: deps.database,
          claims,
          access: readAccessConfig(config),
          sessions: new RoleSessions({ client, steady: steadyClock, logger }),
          clock: processPollClock,
          replica: randomUUID(),
          logger,
        });

        const rights = new KeptRights(resourceRef => vaults.joins.rights(resourceRef));
        claims.onChange(() => rights.forget());
        decisions.addResourceType({
          resourceRef: vaultRoleResourceRef,
          rules: vaultRoleRules,
          load: resourceRef => rights.load(resourceRef),
        });
        permissionsRegistry.addResourceType({
          resourceRef: vaultRoleResourceRef,
          permissions: vaultLeasesPermissions.filter(permission =>
            isResourcePermission(permission, RESOURCE_TYPE_VAULT_ROLE),
          ),
          rules: vaultRoleRules,
          getResources: async refs => refs.map(resourceRef => rights.load(resourceRef)),
        });
        permissionsRegistry.addPermissions(
          vaultLeasesPermissions.filter(permission => !isResourcePermission(permission)),
        );

        const join = new EntityJoin({
          catalog,
          auth,
          logger,
          what: 'leases',
          claims,
          annotations: VaultClaims.annotations,
        });
        topics.register(vaultsTopic(vaults));
        topics.register(vaultTopic(vaults));
        topics.register(roleTopic(vaults));
        topics.register(entityTopic(serviceLeasesTopic(vaults), join));
        topics.register(watchedTopic(vaults));
        sources.register({
          reports: () => vaults.names().map(name => vaults.report(name)),
          onChange: listener => vaults.onChange(listener),
          watch: () => vaults.watch(),
        });
        const { acts, ledger, ...acting } = composeActs({
          knex,
          vaults,
          clusters: deps.clusters,
          ledger: readLedgerConfig(config),
          logger,
        });
        const withinMinutes = readWithinMinutes(config);
        const routes = vaultLeasesRouter({ vaults, acts, ledger, withinMinutes, now: wallClock });
        deps.httpRouter.use(createPortalRouter(deps, routes));

        const stop = new AbortController();
        void join.run(stop.signal);
        acting.start();
        deps.lifecycle.addShutdownHook(async () => {
          stop.abort();
          await acting.stop();
          await close();
        });
      },
    });
  },
});
