import { createRouteRef, createSubRouteRef } from '@backstage/frontend-plugin-api';

/** All golden paths. */
export const rootRouteRef = createRouteRef();

/** The form of one path; the addresses are those of Backstage's own Create, which links from elsewhere lead to. */
export const pathRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/templates/:namespace/:templateName',
});

/** Everything that would be made, before it is. */
export const reviewRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/templates/:namespace/:templateName/review',
});

/** Runs of the past and of now. */
export const runsRouteRef = createSubRouteRef({ parent: rootRouteRef, path: '/tasks' });

/** One run. */
export const runRouteRef = createSubRouteRef({ parent: rootRouteRef, path: '/tasks/:taskId' });
