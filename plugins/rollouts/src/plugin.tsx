import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import {
  featureApi,
  featurePage,
  homeSection,
  runsInClusters,
  serviceCard,
  serviceNotes,
  serviceTab,
} from '@greenroom/plugin-portal-react';
import { RiShip2Line } from '@remixicon/react';
import { promotionsApiRef } from './api/PromotionsApi';
import { PromotionsClient } from './api/PromotionsClient';
import { revertRouteRef, rolloutRouteRef, rootRouteRef } from './routes';

const icon = <RiShip2Line />;

/** Rollouts: all of them, one with its stage, a service's tab and card, what waits on Home and the revisions of one's services. */
export default createFrontendPlugin({
  pluginId: 'rollouts',
  title: 'Rollouts',
  icon,
  routes: { root: rootRouteRef, rollout: rolloutRouteRef },
  externalRoutes: { revert: revertRouteRef },
  extensions: [
    featureApi({ name: 'promotions', ref: promotionsApiRef, make: http => new PromotionsClient(http) }),
    featurePage({
      path: '/rollouts',
      title: 'Rollouts',
      icon,
      routeRef: rootRouteRef,
      load: async () => (await import('./components/RolloutsPage')).RolloutsPage,
    }),
    serviceTab({
      name: 'rollout',
      path: '/rollout',
      title: 'Rollout',
      filter: runsInClusters,
      load: async () => (await import('./components/service/ServiceRollouts')).ServiceRollouts,
    }),
    serviceCard({
      name: 'rollout',
      filter: runsInClusters,
      load: async () => (await import('./components/service/RolloutCard')).RolloutCard,
    }),
    homeSection({
      name: 'waiting',
      title: 'Waiting for you',
      order: 10,
      load: async () => (await import('./components/home/WaitingForYou')).WaitingForYou,
    }),
    serviceNotes({
      name: 'revision',
      title: 'Revision',
      order: 10,
      load: async () => (await import('./hooks/useRevisionNotes')).useRevisionNotes,
    }),
  ],
});
