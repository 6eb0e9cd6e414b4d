import { createRouteRef } from '@backstage/frontend-plugin-api';

/** All Vaults; one is at its name below, and a role of it at its `roleKey`. */
export const rootRouteRef = createRouteRef();
