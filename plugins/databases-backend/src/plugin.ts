import { randomUUID } from 'node:crypto';
import { coreServices, createBackendPlugin } from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { type Database, databasesPermissions } from '@greenroom/plugin-databases-common';
import {
  createPortalRouter,
  decisionsServiceRef,
  EntityJoin,
  entityTopic,
  KeptRights,
  processPollClock,
  sourcesServiceRef,
  topicsServiceRef,
  wallClock,
} from '@greenroom/plugin-portal-node';
import { composeDatabases } from './compose';
import { readAccessConfig } from './config';
import { databaseSourcesServiceRef } from './databaseSources';
import { Histories } from './history/Histories';
import { DatabaseClaims } from './entities/DatabaseClaims';
import { databaseResourceRef, databaseRules } from './permissions';
import { thresholdsOf } from './reading/thresholds';
import { databasesRouter } from './router';
import { readSourcesConfig } from './sourcesConfig';
import { databasesTopic, databaseTopic, serviceDatabasesTopic, tailTopic } from './topics/topics';

/** Reads how databases are, at AWS and in PostgreSQL itself, and serves it live. */
export const databasesPlugin = createBackendPlugin({
  pluginId: 'databases',
  register(env) {
    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        cache: coreServices.cache,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        databaseSources: databaseSourcesServiceRef,
        decisions: decisionsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        sources: sourcesServiceRef,
        topics: topicsServiceRef,
      },
      async init(deps) {
        const { auth, catalog, decisions, logger, sources, topics } = deps;
        const claims = new DatabaseClaims();
        const { databases, close } = await composeDatabases({
          sources: deps.databaseSources,
          database: deps.database,
          claims,
          access: readAccessConfig(deps.config),
          clock: processPollClock,
          replica: randomUUID(),
          logger,
        });
        const readers = new KeptRights(id => ({ audience: databases.readers(id) }));
        databases.onChange(({ accessChanged }) => accessChanged && readers.forget());
        // An entity may have another owner, and the database still say the same.
        claims.onChange(() => readers.forget());

        decisions.addResourceType({
          resourceRef: databaseResourceRef,
          rules: databaseRules,
          load: id => readers.load(id),
        });
        deps.permissionsRegistry.addResourceType({
          resourceRef: databaseResourceRef,
          permissions: databasesPermissions,
          rules: databaseRules,
          getResources: async refs => refs.map(id => readers.load(id)),
        });

        const join = new EntityJoin({
          catalog,
          auth,
          logger,
          what: 'databases',
          claims,
          annotations: DatabaseClaims.annotations,
        });
        topics.register(databasesTopic(databases));
        topics.register(databaseTopic(databases));
        topics.register(tailTopic(databases));
        topics.register(entityTopic(serviceDatabasesTopic(databases), join));
        sources.register({
          reports: () => databases.sourceIds().map(id => databases.costedReport(id)),
          onChange: listener => databases.onChange(listener),
          watch: () => databases.watch(),
        });
        const { thresholds } = readSourcesConfig(deps.config);
        const limitsOf = (database: Database) => thresholdsOf(database, thresholds);
        const histories = new Histories({ cache: deps.cache, now: wallClock });
        const routes = databasesRouter({ databases, histories, limitsOf, now: wallClock });
        deps.httpRouter.use(createPortalRouter(deps, routes));

        const stop = new AbortController();
        void join.run(stop.signal);
        deps.lifecycle.addShutdownHook(async () => {
          stop.abort();
          await close();
        });
      },
    });
  },
});
