import type { Route } from '@greenroom/plugin-portal-node';
import { actRoutes, type ActRoutesDeps } from './router/actRoutes';
import { applicationRoutes, type ApplicationRoutesDeps } from './router/applicationRoutes';
import { changeRequestRoutes, type ChangeRequestRoutesDeps } from './router/changeRequestRoutes';
import { ledgerRoutes, type LedgerRoutesDeps } from './router/ledgerRoutes';

export type RouterDeps = ApplicationRoutesDeps & ActRoutesDeps & ChangeRequestRoutesDeps & LedgerRoutesDeps;

/** The HTTP interface of the feature. */
export function deliveryRouter(deps: RouterDeps): Route[] {
  return [
    ...applicationRoutes(deps),
    ...actRoutes(deps),
    ...changeRequestRoutes(deps),
    ...ledgerRoutes(deps),
  ];
}
