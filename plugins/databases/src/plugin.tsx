import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { featurePage } from '@greenroom/plugin-portal-react';
import { RiDatabase2Line } from '@remixicon/react';
import { rootRouteRef } from './routes';

const icon = <RiDatabase2Line />;

/** Databases: all of them, and one with its topology. */
export default createFrontendPlugin({
  pluginId: 'databases',
  title: 'Databases',
  icon,
  routes: { root: rootRouteRef },
  extensions: [
    featurePage({
      path: '/databases',
      title: 'Databases',
      icon,
      routeRef: rootRouteRef,
      load: async () => (await import('./components/DatabasesPages')).DatabasesPages,
    }),
  ],
});
