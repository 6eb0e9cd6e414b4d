import type { Entity } from '@backstage/catalog-model';
import {
  ApiBlueprint,
  createFrontendPlugin,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { EntityCardBlueprint, EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { HomeSectionBlueprint } from '@greenroom/plugin-portal-react';
import { RiShip2Line } from '@remixicon/react';
import { KUBERNETES_ID, KUBERNETES_LABEL_SELECTOR } from '@greenroom/plugin-portal-common';
import { promotionsApiRef } from './api/PromotionsApi';
import { PromotionsClient } from './api/PromotionsClient';
import { revertRouteRef, rolloutRouteRef, rootRouteRef } from './routes';

/** Services that say how their rollouts are found. */
function saysWhere({ metadata: { annotations = {} } }: Entity): boolean {
  return [KUBERNETES_ID, KUBERNETES_LABEL_SELECTOR].some(annotation => annotations[annotation] !== undefined);
}

const promotionsApi = ApiBlueprint.make({
  name: 'promotions',
  params: define =>
    define({
      api: promotionsApiRef,
      deps: { fetchApi: fetchApiRef },
      factory: ({ fetchApi }) => new PromotionsClient(fetchApi),
    }),
});

const page = PageBlueprint.make({
  params: {
    path: '/rollouts',
    title: 'Rollouts',
    icon: <RiShip2Line />,
    routeRef: rootRouteRef,
    noHeader: true,
    loader: async () => {
      const { RolloutsPage } = await import('./components/RolloutsPage');
      return <RolloutsPage />;
    },
  },
});

const serviceTab = EntityContentBlueprint.make({
  name: 'rollout',
  params: {
    path: '/rollout',
    title: 'Rollout',
    group: 'deployment',
    filter: saysWhere,
    loader: async () => {
      const { ServiceRollouts } = await import('./components/service/ServiceRollouts');
      return <ServiceRollouts />;
    },
  },
});

const serviceCard = EntityCardBlueprint.make({
  name: 'rollout',
  params: {
    type: 'content',
    filter: saysWhere,
    loader: async () => {
      const { RolloutCard } = await import('./components/service/RolloutCard');
      return <RolloutCard />;
    },
  },
});

const homeSection = HomeSectionBlueprint.make({
  name: 'waiting',
  params: {
    title: 'Waiting for you',
    order: 10,
    loader: async () => {
      const { WaitingForYou } = await import('./components/home/WaitingForYou');
      return <WaitingForYou />;
    },
  },
});

/** Rollouts: all of them, one with its stage, a service's tab and card, and what waits on Home. */
export default createFrontendPlugin({
  pluginId: 'rollouts',
  title: 'Rollouts',
  icon: <RiShip2Line />,
  routes: { root: rootRouteRef, rollout: rolloutRouteRef },
  externalRoutes: { revert: revertRouteRef },
  extensions: [promotionsApi, page, serviceTab, serviceCard, homeSection],
});
