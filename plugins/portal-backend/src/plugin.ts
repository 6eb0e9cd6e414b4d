import { randomUUID } from 'node:crypto';
import { coreServices, createBackendPlugin } from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { portalPermissions } from '@greenroom/plugin-portal-common';
import { decisionsServiceRef, sourcesServiceRef, topicsServiceRef } from '@greenroom/plugin-portal-node';
import { People } from './People';
import { configuredRhythm } from './config';
import { createRouter } from './router';
import { sourcesTopic } from './sources/sourcesTopic';
import { type Rhythm, usualRhythm } from './stream/Rhythm';
import { realClock } from './stream/streamClock';
import { StreamHub } from './stream/StreamHub';

/** The plugin with a rhythm of its own: tests are in a hurry. */
export function createPortalPlugin(rhythm: Rhythm) {
  return createBackendPlugin({
    pluginId: 'portal',
    register(env) {
      env.registerInit({
        deps: {
          auditor: coreServices.auditor,
          auth: coreServices.auth,
          config: coreServices.rootConfig,
          catalog: catalogServiceRef,
          decisions: decisionsServiceRef,
          httpAuth: coreServices.httpAuth,
          httpRouter: coreServices.httpRouter,
          logger: coreServices.logger,
          permissions: coreServices.permissions,
          permissionsRegistry: coreServices.permissionsRegistry,
          rootLifecycle: coreServices.rootLifecycle,
          sources: sourcesServiceRef,
          topics: topicsServiceRef,
        },
        async init({ auth, catalog, config, logger, permissionsRegistry, rootLifecycle, topics, ...deps }) {
          permissionsRegistry.addPermissions(portalPermissions);
          topics.register(sourcesTopic(deps.sources));
          const hub = new StreamHub({
            registry: topics,
            decisions: deps.decisions,
            clock: realClock,
            rhythm: configuredRhythm(config, rhythm),
            newEpoch: randomUUID,
            onFailure: error => logger.error('A stream failed', error instanceof Error ? error : undefined),
          });
          // open streams would hold up the server's stop until the last page is closed
          rootLifecycle.addBeforeShutdownHook(() => hub.shutdown());
          deps.httpRouter.use(createRouter({ ...deps, hub, people: new People(catalog, auth) }));
        },
      });
    },
  });
}

/** What the portal says about itself, and the stream that carries every feature's topics. */
export const portalPlugin = createPortalPlugin(usualRhythm);
