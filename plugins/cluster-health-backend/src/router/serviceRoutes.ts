import {
  clusterHealthReadPermission,
  healthPlace,
  type ServiceHealth,
} from '@greenroom/plugin-cluster-health-common';
import type { Check, VerdictState } from '@greenroom/plugin-portal-common';
import { declareRoute, readEntityRef, type Route } from '@greenroom/plugin-portal-node';
import { z } from 'zod';
import type { HealthService } from '../HealthService';
import { Documents, saidOf } from './Documents';

const query = z.object({ entityRef: z.string() });
type May = (place: string) => boolean;

/** Services, wherever they run; everything is answered from memory. */
export function serviceRoutes(health: HealthService): Route[] {
  const documents = new Documents();
  return [
    declareRoute({
      method: 'GET',
      path: '/services',
      input: { query },
      permission: clusterHealthReadPermission,
      list: true,
      principals: ['user', 'service'],
      handler: ({ input, may }) => {
        const entityRef = readEntityRef(input.query.entityRef);
        const services = servicesOf(health, entityRef, may);
        const sources = sourcesOf(health, services);
        const madeOf = [...services, ...sources.map(saidOf)];
        const document = documents.of(entityRef, services.map(healthPlace), madeOf, () => ({
          items: services,
          sources,
        }));
        return { document };
      },
    }),
    declareRoute({
      method: 'GET',
      path: '/readiness',
      input: { query },
      permission: clusterHealthReadPermission,
      list: true,
      principals: ['user', 'service'],
      handler: ({ input, may }) => {
        const services = servicesOf(health, readEntityRef(input.query.entityRef), may);
        const items = [...services.map(checkOf), ...checksOfUnread(health, services)];
        return { json: { items, sources: sourcesOf(health, services) } };
      },
    }),
  ];
}

function servicesOf(health: HealthService, entityRef: string, may: May): ServiceHealth[] {
  health.look();
  return health
    .names()
    .flatMap(name => health.servicesOf(name, entityRef).filter(one => may(healthPlace(one))));
}

/** The clusters where it runs, and those of which nobody can tell now whether it does. */
function sourcesOf(health: HealthService, services: readonly ServiceHealth[]) {
  const named = new Set(services.map(({ cluster }) => cluster));
  return health.all().flatMap(cluster => {
    const source = cluster.source();
    return named.has(cluster.name) || source.freshness !== 'live' ? [source] : [];
  });
}

/** Nobody can tell yet whether it runs there. */
function checksOfUnread(health: HealthService, services: readonly ServiceHealth[]): Check[] {
  const named = new Set(services.map(({ cluster }) => cluster));
  return health.all().flatMap((cluster): Check[] => {
    const { name } = cluster;
    const { freshness, reason } = cluster.source();
    return named.has(name) || freshness !== 'connecting'
      ? []
      : [
          {
            id: healthPlace({ cluster: name }),
            from: 'cluster-health',
            outcome: 'unknown',
            reason: `${name} is being read${reason === undefined ? '' : `: ${reason}`}`,
          },
        ];
  });
}

const outcomes: Readonly<Record<VerdictState, Check['outcome']>> = {
  healthy: 'pass',
  progressing: 'warn',
  waiting: 'warn',
  degraded: 'block',
  unknown: 'unknown',
};

/** Whether the service is well, where it would be promoted or beside. */
function checkOf(service: ServiceHealth): Check {
  return {
    id: healthPlace(service),
    from: 'cluster-health',
    outcome: outcomes[service.verdict.state],
    reason: `${service.title}, ${service.namespace}: ${service.sentence}`,
  };
}
