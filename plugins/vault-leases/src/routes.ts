import { createRouteRef } from '@backstage/frontend-plugin-api';

/** All databases; one is at its id below, which may have slashes in it. */
export const rootRouteRef = createRouteRef();
