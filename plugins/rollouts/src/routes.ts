import { createRouteRef, createSubRouteRef } from '@backstage/frontend-plugin-api';

/** All rollouts. */
export const rootRouteRef = createRouteRef();

/** One rollout; `kind` is `rollout` or `canary`. */
export const rolloutRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/:cluster/:namespace/:kind/:name',
});
