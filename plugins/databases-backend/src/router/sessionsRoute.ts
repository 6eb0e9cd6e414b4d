import { databasesReadPermission } from '@greenroom/plugin-databases-common';
import { declareRoute, type Route } from '@greenroom/plugin-portal-node';
import { z } from 'zod';
import type { DatabasesService } from '../DatabasesService';

const query = z.object({ name: z.string().min(1).max(500) });

/** How many sessions each role holds in the databases of a name; nothing of one that does not tell, or not now. */
export function sessionsRoute(databases: DatabasesService): Route {
  return declareRoute({
    method: 'GET',
    path: '/sessions',
    input: { query },
    permission: databasesReadPermission,
    list: true,
    principals: ['user', 'service'],
    handler: ({ input, may }) => {
      const named = databases
        .all()
        .filter(({ database: { id, name } }) => name === input.query.name && may(id));
      const ids = [...new Set(named.map(({ source }) => source))];
      databases.glance(ids);
      const told = named.filter(({ source }) => databases.source(source).freshness === 'live');
      const items = told.flatMap(({ database, sessions }) =>
        sessions.map(({ role, madeByVault, active, idle, idleInTransaction }) => ({
          database: database.id,
          role,
          madeByVault,
          sessions: active + idle + idleInTransaction,
        })),
      );
      return { json: { items, sources: ids.map(id => databases.source(id)) } };
    },
  });
}
