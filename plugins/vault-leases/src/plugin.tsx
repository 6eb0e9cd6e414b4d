import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { rootRouteRef } from './routes';

export default createFrontendPlugin({ pluginId: 'vault-leases', routes: { root: rootRouteRef } });
