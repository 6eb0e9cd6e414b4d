import { randomUUID } from 'node:crypto';
import { coreServices, createBackendPlugin } from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { isResourcePermission } from '@backstage/plugin-permission-common';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { clustersServiceRef } from '@greenroom/cluster-access';
import { GitAccess } from '@greenroom/git-access';
import { deliveryPermissions, RESOURCE_TYPE_DELIVERY_PLACE } from '@greenroom/plugin-delivery-common';
import {
  audiencesServiceRef,
  createPortalRouter,
  decisionsServiceRef,
  EntityJoin,
  entityTopic,
  migratedDatabase,
  publishedLedger,
  topicsServiceRef,
  wallClock,
} from '@greenroom/plugin-portal-node';
import { Acts } from './acts/Acts';
import { DatabaseActStore } from './acts/DatabaseActStore';
import { CommitBook } from './argo/CommitBook';
import { createLinks } from './argo/reading/links';
import { ChangeRequests } from './changes/ChangeRequests';
import { DatabaseChangeRequestStore } from './changes/DatabaseChangeRequestStore';
import { readArgoCdPages, readLedgerConfig } from './config';
import { DeliveryService } from './DeliveryService';
import { ApplicationClaims } from './ApplicationClaims';
import { ManagedObjects } from './managed/ManagedObjects';
import { knownMigrations } from './migrations';
import { deliveryPlaceResourceRef, deliveryPlaceRules } from './permissions';
import { Places } from './Places';
import { deliveryRouter } from './router';
import { applicationTopic, serviceTopic } from './topics/topics';

/** The ledger's name in its tables. */
const CHAIN = 'delivery';
/** What is open is looked at besides whenever something changes: hosts of git tell nobody. */
const LOOK_MS = 5_000;

/** Reads the Applications of every cluster's Argo CD, acts on them under guard, and reverts in git. */
export const deliveryPlugin = createBackendPlugin({
  pluginId: 'delivery',
  register(env) {
    env.registerInit({
      deps: {
        audiences: audiencesServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        clusters: clustersServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        decisions: decisionsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        topics: topicsServiceRef,
      },
      async init(deps) {
        const { audiences, auth, catalog, clusters, config, decisions, logger, permissionsRegistry, topics } =
          deps;
        const git = GitAccess.fromIntegrations(ScmIntegrations.fromConfig(config));
        const book = new CommitBook({ git, logger, now: wallClock });
        const claims = new ApplicationClaims();
        const delivery = new DeliveryService({
          clusters,
          entities: claims,
          links: createLinks(git, readArgoCdPages(config), book),
          book,
        });
        const places = new Places(delivery, audiences);
        decisions.addResourceType({
          resourceRef: deliveryPlaceResourceRef,
          rules: deliveryPlaceRules,
          load: place => places.load(place),
        });
        permissionsRegistry.addResourceType({
          resourceRef: deliveryPlaceResourceRef,
          permissions: deliveryPermissions.filter(permission =>
            isResourcePermission(permission, RESOURCE_TYPE_DELIVERY_PLACE),
          ),
          rules: deliveryPlaceRules,
          getResources: async refs => refs.map(place => places.load(place)),
        });
        permissionsRegistry.addPermissions(
          deliveryPermissions.filter(permission => !isResourcePermission(permission)),
        );

        const knex = await migratedDatabase(deps.database, knownMigrations);
        const { ledger, heads } = publishedLedger({
          database: knex,
          chain: CHAIN,
          settings: readLedgerConfig(config),
          clusters,
          logger,
        });
        const acting = {
          delivery,
          logger,
          newId: randomUUID,
          now: wallClock,
          nowAndThen: (task: () => void) => {
            const timer = setInterval(task, LOOK_MS);
            return () => clearInterval(timer);
          },
        };
        const acts = new Acts({ ...acting, clusters, store: new DatabaseActStore(knex, ledger) });
        const changes = new ChangeRequests({
          ...acting,
          git,
          store: new DatabaseChangeRequestStore(knex, ledger),
        });

        const join = new EntityJoin({
          catalog,
          auth,
          logger,
          what: 'Applications',
          claims,
          annotations: ApplicationClaims.annotations,
        });
        topics.register(entityTopic(serviceTopic(delivery), join));
        topics.register(applicationTopic(delivery, changes));
        const managed = new ManagedObjects(clusters, delivery);
        const routes = deliveryRouter({ delivery, managed, acts, changes, ledger });
        deps.httpRouter.use(createPortalRouter(deps, routes));

        const stop = new AbortController();
        void join.run(stop.signal);
        heads.start();
        acts.start();
        void changes.start();
        deps.lifecycle.addShutdownHook(async () => {
          stop.abort();
          await Promise.all([acts.stop(), changes.stop()]);
          delivery.close();
          await heads.stop();
        });
      },
    });
  },
});
