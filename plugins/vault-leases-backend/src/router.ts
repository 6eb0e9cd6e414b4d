import type { Route } from '@greenroom/plugin-portal-node';
import { actRoutes, type ActRoutesDeps } from './router/actRoutes';
import { leaseRoutes, type LeaseRoutesDeps } from './router/leaseRoutes';
import { ledgerRoutes, type LedgerRoutesDeps } from './router/ledgerRoutes';
import { readinessRoute, type ReadinessRouteDeps } from './router/readinessRoute';
import { vaultRoutes } from './router/vaultRoutes';

export type RouterDeps = ActRoutesDeps & LeaseRoutesDeps & LedgerRoutesDeps & ReadinessRouteDeps;

/** The HTTP interface of the feature. */
export function vaultLeasesRouter(deps: RouterDeps): Route[] {
  return [
    ...vaultRoutes(deps),
    ...leaseRoutes(deps),
    ...actRoutes(deps),
    readinessRoute(deps),
    ...ledgerRoutes(deps),
  ];
}
