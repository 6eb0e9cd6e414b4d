import { createRouteRef, createSubRouteRef } from '@backstage/frontend-plugin-api';

/** All clusters. */
export const rootRouteRef = createRouteRef();

/** One cluster. */
export const clusterRouteRef = createSubRouteRef({ parent: rootRouteRef, path: '/:name' });
