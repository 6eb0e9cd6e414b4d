import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import {
  featureApi,
  featurePage,
  homeSection,
  serviceCard,
  serviceNotes,
  serviceTab,
} from '@greenroom/plugin-portal-react';
import { RiDatabase2Line } from '@remixicon/react';
import { databasesApiRef } from './api/DatabasesApi';
import { DatabasesClient } from './api/DatabasesClient';
import { usesDatabases } from './databases/uses';
import { rootRouteRef } from './routes';

const icon = <RiDatabase2Line />;

/** Databases: all of them, one with its topology and charts, a service's tab and card, and one's own on Home. */
export default createFrontendPlugin({
  pluginId: 'databases',
  title: 'Databases',
  icon,
  routes: { root: rootRouteRef },
  extensions: [
    featureApi({ ref: databasesApiRef, make: http => new DatabasesClient(http) }),
    featurePage({
      path: '/databases',
      title: 'Databases',
      icon,
      routeRef: rootRouteRef,
      load: async () => (await import('./components/DatabasesPages')).DatabasesPages,
    }),
    serviceTab({
      name: 'database',
      path: '/database',
      title: 'Database',
      filter: usesDatabases,
      load: async () => (await import('./components/service/ServiceDatabases')).ServiceDatabases,
    }),
    serviceCard({
      name: 'database',
      filter: usesDatabases,
      load: async () => (await import('./components/service/DatabaseCard')).DatabaseCard,
    }),
    homeSection({
      name: 'databases',
      title: 'My databases',
      order: 15,
      load: async () => (await import('./components/home/MyDatabases')).MyDatabases,
    }),
    serviceNotes({
      name: 'database',
      title: 'Database',
      order: 20,
      load: async () => (await import('./hooks/useDatabaseNotes')).useDatabaseNotes,
    }),
  ],
});
