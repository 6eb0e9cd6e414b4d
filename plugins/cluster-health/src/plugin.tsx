import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import {
  featureApi,
  featurePage,
  homeSection,
  runsInClusters,
  serviceCard,
  serviceTab,
} from '@greenroom/plugin-portal-react';
import { RiServerLine } from '@remixicon/react';
import { logsApiRef } from './api/LogsApi';
import { LogsClient } from './api/LogsClient';
import { clusterRouteRef, rootRouteRef } from './routes';

const icon = <RiServerLine />;

/** Cluster health: all clusters, one of them, a service's tab and card, and one's own services on Home. */
export default createFrontendPlugin({
  pluginId: 'cluster-health',
  title: 'Clusters',
  icon,
  routes: { root: rootRouteRef, cluster: clusterRouteRef },
  extensions: [
    featureApi({ name: 'logs', ref: logsApiRef, make: http => new LogsClient(http) }),
    featurePage({
      path: '/clusters',
      title: 'Clusters',
      icon,
      routeRef: rootRouteRef,
      load: async () => (await import('./components/HealthPages')).HealthPages,
    }),
    serviceTab({
      name: 'health',
      path: '/health',
      title: 'Health',
      filter: runsInClusters,
      load: async () => (await import('./components/service/ServiceHealthTab')).ServiceHealthTab,
    }),
    serviceCard({
      name: 'health',
      filter: runsInClusters,
      load: async () => (await import('./components/service/HealthCard')).HealthCard,
    }),
    homeSection({
      name: 'services',
      title: 'My services',
      order: 20,
      load: async () => (await import('./components/home/MyServices')).MyServices,
    }),
  ],
});
