import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { featureApi, featurePage } from '@greenroom/plugin-portal-react';
import { RiDatabase2Line } from '@remixicon/react';
import { databasesApiRef } from './api/DatabasesApi';
import { DatabasesClient } from './api/DatabasesClient';
import { rootRouteRef } from './routes';

const icon = <RiDatabase2Line />;

/** Databases: all of them, and one with its topology. */
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
  ],
});
