import type { Entity } from '@backstage/catalog-model';
import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { ARGOCD_APP_NAME } from '@greenroom/plugin-delivery-common';
import { KUBERNETES_ID } from '@greenroom/plugin-portal-common';
import { featureApi, featurePage, serviceCard, serviceTab } from '@greenroom/plugin-portal-react';
import { RiGitPullRequestLine } from '@remixicon/react';
import { deliveryApiRef } from './api/DeliveryApi';
import { DeliveryClient } from './api/DeliveryClient';
import { revertRouteRef } from './routes';

const icon = <RiGitPullRequestLine />;

/** Services that say what delivers them: to all others nothing is missing. */
function saysWhat({ metadata: { annotations = {} } }: Entity): boolean {
  return annotations[ARGOCD_APP_NAME] !== undefined;
}

/** An Application may name a service by a label, too. */
function mayBeDelivered(entity: Entity): boolean {
  return saysWhat(entity) || entity.metadata.annotations?.[KUBERNETES_ID] !== undefined;
}

/** Delivery: a service's tab and card, and the page of a revert in git. */
export default createFrontendPlugin({
  pluginId: 'delivery',
  title: 'Delivery',
  icon,
  routes: { revert: revertRouteRef },
  extensions: [
    featureApi({ ref: deliveryApiRef, make: http => new DeliveryClient(http) }),
    featurePage({
      name: 'revert',
      path: '/delivery/revert',
      title: 'Go back in git',
      icon,
      routeRef: revertRouteRef,
      load: async () => (await import('./components/revert/RevertPage')).RevertPage,
    }),
    serviceTab({
      name: 'delivery',
      path: '/delivery',
      title: 'Delivery',
      filter: mayBeDelivered,
      load: async () => (await import('./components/service/ServiceDelivery')).ServiceDelivery,
    }),
    serviceCard({
      name: 'delivery',
      filter: saysWhat,
      load: async () => (await import('./components/service/DeliveryCard')).DeliveryCard,
    }),
  ],
});
