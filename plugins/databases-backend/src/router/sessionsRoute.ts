import { databasesReadPermission } from '@greenroom/plugin-databases-common';
import { declareRoute, type Route } from '@greenroom/plugin-portal-node';
import { z } from 'zod';
import type { DatabasesService } from '../DatabasesService';
import type { Presented } from '../presenting/present';
import { sessionsUntold } from '../reading/sessionsUntold';

const text = z.string().min(1).max(500).optional();
const query = z
  .object({ name: text, id: text })
  .refine(({ name, id }) => (name === undefined) !== (id === undefined), {
    error: 'give name or id',
  });

/** How many sessions each role holds in the databases of a name, or in one by its id; why where one does not tell, or not now. */
export function sessionsRoute(databases: DatabasesService): Route {
  return declareRoute({
    method: 'GET',
    path: '/sessions',
    input: { query },
    permission: databasesReadPermission,
    list: true,
    principals: ['user', 'service'],
    handler: ({ input, may }) => {
      const { name, id } = input.query;
      const meant = databases
        .all()
        .filter(({ database }) => database.name === name || database.id === id)
        .filter(({ database }) => may(database.id));
      // One that nobody has looked at yet is known only by where it could be.
      const possible = databases.sourcesOf(id ?? name ?? '');
      const ids = [...new Set([...meant.map(({ source }) => source), ...possible])];
      databases.glance(ids);
      const told = meant.map(database => toldBy(database, databases));
      return {
        json: {
          items: told.flatMap(({ items }) => items),
          databases: told.map(({ about }) => about),
          sources: ids.map(source => databases.source(source)),
        },
      };
    },
  });
}

/** Nothing of one that tells not all. */
function toldBy(seen: Presented, databases: DatabasesService) {
  const { id, name } = seen.database;
  const why = sessionsUntold(seen, databases.source(seen.source));
  const items = seen.sessions.map(({ role, madeByVault, active, idle, idleInTransaction }) => ({
    database: id,
    role,
    madeByVault,
    sessions: active + idle + idleInTransaction,
  }));
  return {
    about: { id, name, ...(why !== undefined && { untold: `${name} ${why}` }) },
    items: why === undefined ? items : [],
  };
}
