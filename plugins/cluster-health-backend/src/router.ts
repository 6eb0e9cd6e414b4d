import type { Route } from '@greenroom/plugin-portal-node';
import type { HealthService } from './HealthService';
import type { OpenLogs } from './logs/OpenLogs';
import { clusterRoutes } from './router/clusterRoutes';
import { logRoutes } from './router/logRoutes';
import { serviceRoutes } from './router/serviceRoutes';

export interface RouterDeps {
  health: HealthService;
  logs: Pick<OpenLogs, 'open'>;
}

/** The HTTP interface of the feature. */
export function clusterHealthRouter({ health, logs }: RouterDeps): Route[] {
  return [...clusterRoutes(health), ...serviceRoutes(health), ...logRoutes(logs)];
}
