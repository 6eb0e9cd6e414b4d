import { createExternalRouteRef, createRouteRef, createSubRouteRef } from '@backstage/frontend-plugin-api';

/** All rollouts. */
export const rootRouteRef = createRouteRef();

/** One rollout; `kind` is `rollout` or `canary`. */
export const rolloutRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/:cluster/:namespace/:kind/:name',
});

/** Where what git would take back is changed in git: `?cluster&namespace&rollout`. */
export const revertRouteRef = createExternalRouteRef({ defaultTarget: 'delivery.revert' });
