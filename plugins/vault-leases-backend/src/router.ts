import type { Route } from '@greenroom/plugin-portal-node';
import { vaultRoutes, type VaultRoutesDeps } from './router/vaultRoutes';

export type RouterDeps = VaultRoutesDeps;

/** The HTTP interface of the feature. */
export function vaultLeasesRouter(deps: RouterDeps): Route[] {
  return [...vaultRoutes(deps)];
}
