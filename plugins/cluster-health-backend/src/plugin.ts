import { coreServices, createBackendPlugin } from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { clustersServiceRef } from '@greenroom/cluster-access';
import { clusterHealthPermissions } from '@greenroom/plugin-cluster-health-common';
import {
  audiencesServiceRef,
  createPortalRouter,
  decisionsServiceRef,
  EntityJoin,
  entityTopic,
  KubernetesClaims,
  topicsServiceRef,
} from '@greenroom/plugin-portal-node';
import { processClock } from './clock';
import { readKept } from './config';
import { HealthService } from './HealthService';
import { OpenLogs } from './logs/OpenLogs';
import { healthPlaceResourceRef, healthPlaceRules } from './permissions';
import { Places } from './Places';
import { clusterHealthRouter } from './router';
import { clustersTopic, clusterTopic, servicesTopic, serviceTopic } from './topics/topics';

/** Reads what is wrong in every cluster, since when and why, and serves it live. */
export const clusterHealthPlugin = createBackendPlugin({
  pluginId: 'cluster-health',
  register(env) {
    env.registerInit({
      deps: {
        audiences: audiencesServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        clusters: clustersServiceRef,
        config: coreServices.rootConfig,
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
        const { audiences, auth, catalog, clusters, decisions, logger, permissions, topics } = deps;
        const claims = new KubernetesClaims();
        const clock = processClock;
        const health = new HealthService({ clusters, entities: claims, kept: readKept(deps.config), clock });
        const places = new Places(health, audiences);

        decisions.addResourceType({
          resourceRef: healthPlaceResourceRef,
          rules: healthPlaceRules,
          load: place => places.load(place),
        });
        deps.permissionsRegistry.addResourceType({
          resourceRef: healthPlaceResourceRef,
          permissions: clusterHealthPermissions,
          rules: healthPlaceRules,
          getResources: async refs => refs.map(place => places.load(place)),
        });

        const join = new EntityJoin({
          catalog,
          auth,
          logger,
          what: 'workloads',
          claims,
          annotations: KubernetesClaims.annotations,
        });
        topics.register(clustersTopic(health));
        topics.register(clusterTopic(health));
        topics.register(entityTopic(serviceTopic(health), join));
        topics.register(servicesTopic(health));
        const logs = new OpenLogs({ clusters, decisions, permissions, clock });
        deps.httpRouter.use(createPortalRouter(deps, clusterHealthRouter({ health, logs })));

        const stop = new AbortController();
        void join.run(stop.signal);
        deps.lifecycle.addShutdownHook(() => {
          stop.abort();
          logs.close();
          health.close();
        });
      },
    });
  },
});
