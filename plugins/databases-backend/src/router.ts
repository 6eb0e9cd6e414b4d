import type { Route } from '@greenroom/plugin-portal-node';
import { databaseRoutes } from './router/databaseRoutes';
import { metricsRoute, type MetricsRouteDeps } from './router/metricsRoute';
import { readinessRoute, type ReadinessRouteDeps } from './router/readinessRoute';
import { sessionsRoute } from './router/sessionsRoute';

export type RouterDeps = MetricsRouteDeps & ReadinessRouteDeps;

/** The HTTP interface of the feature. */
export function databasesRouter(deps: RouterDeps): Route[] {
  return [
    ...databaseRoutes(deps.databases),
    metricsRoute(deps),
    sessionsRoute(deps.databases),
    readinessRoute(deps),
  ];
}
