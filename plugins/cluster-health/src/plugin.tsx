import type { Entity } from '@backstage/catalog-model';
import {
  ApiBlueprint,
  createFrontendPlugin,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { EntityCardBlueprint, EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { KUBERNETES_ID, KUBERNETES_LABEL_SELECTOR } from '@greenroom/plugin-portal-common';
import { HomeSectionBlueprint } from '@greenroom/plugin-portal-react';
import { RiServerLine } from '@remixicon/react';
import { logsApiRef } from './api/LogsApi';
import { LogsClient } from './api/LogsClient';
import { clusterRouteRef, rootRouteRef } from './routes';

/** Services that say how they are found in clusters. */
function saysWhere({ metadata: { annotations = {} } }: Entity): boolean {
  return [KUBERNETES_ID, KUBERNETES_LABEL_SELECTOR].some(annotation => annotations[annotation] !== undefined);
}

const logsApi = ApiBlueprint.make({
  name: 'logs',
  params: define =>
    define({
      api: logsApiRef,
      deps: { fetchApi: fetchApiRef },
      factory: ({ fetchApi }) => new LogsClient(fetchApi),
    }),
});

const page = PageBlueprint.make({
  params: {
    path: '/clusters',
    title: 'Clusters',
    icon: <RiServerLine />,
    routeRef: rootRouteRef,
    noHeader: true,
    loader: async () => {
      const { HealthPages } = await import('./components/HealthPages');
      return <HealthPages />;
    },
  },
});

const serviceTab = EntityContentBlueprint.make({
  name: 'health',
  params: {
    path: '/health',
    title: 'Health',
    group: 'observability',
    filter: saysWhere,
    loader: async () => {
      const { ServiceHealthTab } = await import('./components/service/ServiceHealthTab');
      return <ServiceHealthTab />;
    },
  },
});

const serviceCard = EntityCardBlueprint.make({
  name: 'health',
  params: {
    type: 'content',
    filter: saysWhere,
    loader: async () => {
      const { HealthCard } = await import('./components/service/HealthCard');
      return <HealthCard />;
    },
  },
});

const homeSection = HomeSectionBlueprint.make({
  name: 'services',
  params: {
    title: 'My services',
    order: 20,
    loader: async () => {
      const { MyServices } = await import('./components/home/MyServices');
      return <MyServices />;
    },
  },
});

/** Cluster health: all clusters, one of them, a service's tab and card, and one's own services on Home. */
export default createFrontendPlugin({
  pluginId: 'cluster-health',
  title: 'Clusters',
  icon: <RiServerLine />,
  routes: { root: rootRouteRef, cluster: clusterRouteRef },
  extensions: [logsApi, page, serviceTab, serviceCard, homeSection],
});
