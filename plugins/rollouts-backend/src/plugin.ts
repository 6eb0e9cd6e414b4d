import { setTimeout as sleep } from 'node:timers/promises';
import { coreServices, createBackendPlugin } from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { clustersServiceRef } from '@greenroom/cluster-access';
import {
  audiencesServiceRef,
  createPortalRouter,
  decisionsServiceRef,
  topicsServiceRef,
} from '@greenroom/plugin-portal-node';
import { rolloutsPermissions } from '@greenroom/plugin-rollouts-common';
import { EntityClaims } from './entities/EntityClaims';
import { EntityJoin } from './entities/EntityJoin';
import { rolloutPlaceResourceRef, rolloutPlaceRules } from './permissions';
import { Places } from './Places';
import { RolloutEvents } from './RolloutEvents';
import { RolloutsService } from './RolloutsService';
import { rolloutRoutes } from './router';
import { entityRolloutsTopic, rolloutsTopic, rolloutTopic } from './topics/topics';

/** Reads the rollouts of every cluster into the one model and serves them live. */
export const rolloutsPlugin = createBackendPlugin({
  pluginId: 'rollouts',
  register(env) {
    env.registerInit({
      deps: {
        audiences: audiencesServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        clusters: clustersServiceRef,
        decisions: decisionsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        topics: topicsServiceRef,
      },
      async init({ audiences, auth, catalog, clusters, decisions, httpRouter, lifecycle, logger, ...deps }) {
        const claims = new EntityClaims();
        const rollouts = new RolloutsService({
          clusters,
          entities: claims,
          soon: task => void setImmediate(task),
        });
        const events = new RolloutEvents(clusters);
        const places = new Places(rollouts, audiences);

        decisions.addResourceType({
          resourceRef: rolloutPlaceResourceRef,
          rules: rolloutPlaceRules,
          load: place => places.load(place),
        });
        deps.permissionsRegistry.addResourceType({
          resourceRef: rolloutPlaceResourceRef,
          permissions: rolloutsPermissions,
          rules: rolloutPlaceRules,
          getResources: async refs => refs.map(place => places.load(place)),
        });
        deps.topics.register(rolloutsTopic(rollouts));
        deps.topics.register(rolloutTopic(rollouts, events));
        deps.topics.register(entityRolloutsTopic(rollouts));
        httpRouter.use(createPortalRouter({ ...deps, httpRouter, decisions }, rolloutRoutes(rollouts)));

        const stop = new AbortController();
        const join = new EntityJoin({
          catalog,
          auth,
          logger,
          claims,
          sleep: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }).catch(() => undefined),
        });
        void join.run(stop.signal);
        lifecycle.addShutdownHook(() => {
          stop.abort();
          events.close();
          rollouts.close();
        });
      },
    });
  },
});
