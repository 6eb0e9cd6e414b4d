import { databasesReadPermission } from '@greenroom/plugin-databases-common';
import type { Check } from '@greenroom/plugin-portal-common';
import { declareRoute, readEntityRef, type Route } from '@greenroom/plugin-portal-node';
import { z } from 'zod';
import type { DatabasesService } from '../DatabasesService';
import type { Presented } from '../presenting/present';
import { checkOfMissing, checksOf, type Limits } from '../readiness/checks';

export interface ReadinessRouteDeps {
  databases: DatabasesService;
  /** Of a database, as the configuration has them. */
  limitsOf(database: Presented['database']): Limits;
  /** Milliseconds since 1970. */
  now(): number;
}

const query = z.object({ entityRef: z.string() });

/** What speaks for or against letting a service go live, of the databases that it uses and that agree to it. */
export function readinessRoute({ databases, limitsOf, now }: ReadinessRouteDeps): Route {
  return declareRoute({
    method: 'GET',
    path: '/readiness',
    input: { query },
    permission: databasesReadPermission,
    list: true,
    principals: ['user', 'service'],
    handler: async ({ input, may }) => {
      const entityRef = readEntityRef(input.query.entityRef);
      await lookAt(databases, entityRef);
      const used = databases.usedBy(entityRef).filter(({ database }) => may(database.id));
      const items = [
        ...used.flatMap(({ database }) => checksOf(database, limitsOf(database), now())),
        ...missing(databases, entityRef),
      ];
      return { json: { items, sources: sourcesOf(databases, used) } };
    },
  });
}

/** Only where its databases are, where that is known. */
async function lookAt(databases: DatabasesService, entityRef: string): Promise<void> {
  const known = databases.usedBy(entityRef).map(({ source }) => source);
  const named = databases.missingOf(entityRef);
  if (known.length + named.length > 0) {
    await databases.fresh(named.length > 0 ? databases.sourceIds() : [...new Set(known)]);
  }
}

/** What the service says it uses, and nobody has. */
function missing(databases: DatabasesService, entityRef: string): Check[] {
  const unread = databases
    .sourceIds()
    .map(id => databases.source(id))
    .filter(({ freshness }) => freshness !== 'live');
  return databases.missingOf(entityRef).map(name => checkOfMissing(name, unread));
}

function sourcesOf(databases: DatabasesService, used: readonly Presented[]) {
  return [...new Set(used.map(({ source }) => source))].map(id => databases.source(id));
}
