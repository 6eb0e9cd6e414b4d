import { setTimeout as sleep } from 'node:timers/promises';
import { coreServices, createBackendPlugin } from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { isResourcePermission } from '@backstage/plugin-permission-common';
import { clustersServiceRef } from '@greenroom/cluster-access';
import { GitAccess } from '@greenroom/git-access';
import { RESOURCE_TYPE_ROLLOUT_PLACE, rolloutsPermissions } from '@greenroom/plugin-rollouts-common';
import {
  audiencesServiceRef,
  createPortalRouter,
  decisionsServiceRef,
  EntityJoin,
  entityTopic,
  KubernetesClaims,
  processPollClock,
  topicsServiceRef,
} from '@greenroom/plugin-portal-node';
import { Comparisons } from './comparison/Comparisons';
import { composePromotions } from './composePromotions';
import { rolloutPlaceResourceRef, rolloutPlaceRules } from './permissions';
import { Places } from './Places';
import { readPromotionsConfig } from './policy/config';
import { readReadinessConfig } from './readiness/config';
import { FeatureClient } from './readiness/FeatureClient';
import { Quotas } from './readiness/quotas/Quotas';
import { Readiness } from './readiness/Readiness';
import { RolloutEvents } from './RolloutEvents';
import { RolloutsService } from './RolloutsService';
import { rolloutsRouter } from './router';
import { aroundTopic } from './topics/aroundTopic';
import { promotionQueueTopic, promotionTopic } from './topics/promotionTopics';
import { entityRolloutsTopic, rolloutsTopic, rolloutTopic } from './topics/topics';

/** Freezes begin and end, and others' checks change, without anything in the cluster that says so. */
const LOOK_AGAIN_MS = 15_000;
/** A catalog that does not answer, or is empty as after its first start, holds promotions up no longer than this. */
const CATALOG_MS = 5_000;

/** Reads the rollouts of every cluster into the one model, serves them live, and lets the right people promote them. */
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
        config: coreServices.rootConfig,
        database: coreServices.database,
        decisions: decisionsServiceRef,
        discovery: coreServices.discovery,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        topics: topicsServiceRef,
      },
      async init(deps) {
        const { audiences, auth, catalog, clusters, decisions, logger, permissionsRegistry, topics } = deps;
        const claims = new KubernetesClaims();
        const rollouts = new RolloutsService({
          clusters,
          entities: claims,
          soon: task => void setImmediate(task),
          clock: processPollClock,
        });
        const events = new RolloutEvents(clusters);
        const places = new Places(rollouts, audiences);

        decisions.addResourceType({
          resourceRef: rolloutPlaceResourceRef,
          rules: rolloutPlaceRules,
          load: place => places.load(place),
        });
        permissionsRegistry.addResourceType({
          resourceRef: rolloutPlaceResourceRef,
          permissions: rolloutsPermissions.filter(permission =>
            isResourcePermission(permission, RESOURCE_TYPE_ROLLOUT_PLACE),
          ),
          rules: rolloutPlaceRules,
          getResources: async refs => refs.map(place => places.load(place)),
        });
        permissionsRegistry.addPermissions(
          rolloutsPermissions.filter(permission => !isResourcePermission(permission)),
        );

        const quotas = new Quotas(clusters);
        const readiness = new Readiness({
          rollouts,
          room: rollout =>
            quotas.room(rollout.cluster, rollout.namespace, rollouts.objects(rollout)?.rollout.needs),
          auth,
          features: readReadinessConfig(deps.config),
          client: new FeatureClient({ auth, discovery: deps.discovery }),
        });
        const promotionsConfig = readPromotionsConfig(deps.config);
        const { promotions, ...composed } = await composePromotions({
          ...deps,
          config: promotionsConfig,
          ...(promotionsConfig.authors.gitHosts && {
            gitHosts: GitAccess.fromIntegrations(ScmIntegrations.fromConfig(deps.config)),
          }),
          readiness,
          rollouts,
        });

        const join = new EntityJoin({
          catalog,
          auth,
          logger,
          what: 'rollouts',
          claims,
          annotations: KubernetesClaims.annotations,
        });
        topics.register(rolloutsTopic(rollouts));
        topics.register(rolloutTopic(rollouts, events));
        topics.register(entityTopic(entityRolloutsTopic(rollouts), join));
        topics.register(promotionQueueTopic(rollouts, promotions));
        topics.register(
          aroundTopic({
            rollouts,
            live: promotions.live,
            ledger: composed.ledger,
            now: () => new Date(),
            after: processPollClock.after,
            onError: error => logger.debug(`what went live can not be read now: ${error}`),
          }),
        );
        topics.register(
          promotionTopic({
            rollouts,
            promotions,
            nowAndThen: task => {
              const timer = setInterval(task, LOOK_AGAIN_MS);
              return () => clearInterval(timer);
            },
            after: processPollClock.after,
            onLetGo: listener => composed.narrowings.onLetGo(listener),
            onError: error => logger.debug(`a promotion can not be read now: ${error}`),
          }),
        );
        const comparisons = new Comparisons(clusters, rollouts);
        const routes = rolloutsRouter({ ...composed, rollouts, promotions, comparisons, readiness });
        deps.httpRouter.use(createPortalRouter(deps, routes));

        const stop = new AbortController();
        // Policies may name the owners, so a request that is made before the catalog has said whose a rollout is would
        // be one that nobody may vote on.
        const joined = new Promise<void>(resolve => {
          claims.onChange(resolve);
        });
        const waited = sleep(CATALOG_MS, undefined, { signal: stop.signal }).catch(() => undefined);
        const started = Promise.race([joined, waited]).then(async () => {
          if (!stop.signal.aborted) {
            await composed.start();
          }
        });
        started.catch(error => logger.error(`promotions do not start: ${error}`));
        void join.run(stop.signal);
        deps.lifecycle.addShutdownHook(async () => {
          stop.abort();
          await started.catch(() => undefined);
          await composed.stop();
          events.close();
          rollouts.close();
        });
      },
    });
  },
});
