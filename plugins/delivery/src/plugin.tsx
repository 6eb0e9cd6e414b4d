import type { Entity } from '@backstage/catalog-model';
import {
  ApiBlueprint,
  createFrontendPlugin,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { EntityCardBlueprint, EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { ARGOCD_APP_NAME } from '@greenroom/plugin-delivery-common';
import { KUBERNETES_ID } from '@greenroom/plugin-portal-common';
import { RiGitPullRequestLine } from '@remixicon/react';
import { deliveryApiRef } from './api/DeliveryApi';
import { DeliveryClient } from './api/DeliveryClient';
import { revertRouteRef } from './routes';

/** Services that say what delivers them: to all others nothing is missing. */
function saysWhat({ metadata: { annotations = {} } }: Entity): boolean {
  return annotations[ARGOCD_APP_NAME] !== undefined;
}

/** An Application may name a service by a label, too. */
function mayBeDelivered(entity: Entity): boolean {
  return saysWhat(entity) || entity.metadata.annotations?.[KUBERNETES_ID] !== undefined;
}

const deliveryApi = ApiBlueprint.make({
  params: define =>
    define({
      api: deliveryApiRef,
      deps: { fetchApi: fetchApiRef },
      factory: ({ fetchApi }) => new DeliveryClient(fetchApi),
    }),
});

const revertPage = PageBlueprint.make({
  name: 'revert',
  params: {
    path: '/delivery/revert',
    title: 'Go back in git',
    icon: <RiGitPullRequestLine />,
    routeRef: revertRouteRef,
    noHeader: true,
    loader: async () => {
      const { RevertPage } = await import('./components/revert/RevertPage');
      return <RevertPage />;
    },
  },
});

const serviceTab = EntityContentBlueprint.make({
  name: 'delivery',
  params: {
    path: '/delivery',
    title: 'Delivery',
    filter: mayBeDelivered,
    loader: async () => {
      const { ServiceDelivery } = await import('./components/service/ServiceDelivery');
      return <ServiceDelivery />;
    },
  },
});

const serviceCard = EntityCardBlueprint.make({
  name: 'delivery',
  params: {
    type: 'content',
    filter: saysWhat,
    loader: async () => {
      const { DeliveryCard } = await import('./components/service/DeliveryCard');
      return <DeliveryCard />;
    },
  },
});

/** Delivery: a service's tab and card, and the page of a revert in git. */
export default createFrontendPlugin({
  pluginId: 'delivery',
  title: 'Delivery',
  icon: <RiGitPullRequestLine />,
  routes: { revert: revertRouteRef },
  extensions: [deliveryApi, revertPage, serviceTab, serviceCard],
});
