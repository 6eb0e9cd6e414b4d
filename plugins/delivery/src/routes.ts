import { createRouteRef } from '@backstage/frontend-plugin-api';

/** Reverting in git: `?cluster&namespace&rollout`, or `?cluster&namespace&application`, and `&to` with the commit to go back to. */
export const revertRouteRef = createRouteRef();
