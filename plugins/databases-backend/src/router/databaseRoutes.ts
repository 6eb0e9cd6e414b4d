import { databasesReadPermission } from '@greenroom/plugin-databases-common';
import {
  declareRoute,
  pageOf,
  pagingQuery,
  readEntityRef,
  type Paging,
  type Route,
} from '@greenroom/plugin-portal-node';
import { z } from 'zod';
import type { DatabasesService } from '../DatabasesService';
import type { Presented } from '../presenting/present';

/** The id of AWS's databases holds slashes: in a path they are written `%2F`. */
const params = z.object({ id: z.string().min(1).max(500) });
const query = z.object({ ...pagingQuery, entityRef: z.string().optional() });
type May = (id: string) => boolean;

/** Databases; everything is answered from what was seen last. */
export function databaseRoutes(databases: DatabasesService): Route[] {
  return [
    declareRoute({
      method: 'GET',
      path: '/databases',
      input: { query },
      permission: databasesReadPermission,
      list: true,
      principals: ['user', 'service'],
      handler: ({ input, may }) => ({ json: listDatabases(databases, input.query, may) }),
    }),
    declareRoute({
      method: 'GET',
      path: '/databases/:id',
      input: { params },
      permission: databasesReadPermission,
      resource: ({ params: { id } }) => id,
      principals: ['user', 'service'],
      handler: async ({ input }) => ({ json: oneDatabase(await databases.look(input.params.id)) }),
    }),
    declareRoute({
      method: 'GET',
      path: '/databases/:id/events',
      input: { params },
      permission: databasesReadPermission,
      resource: ({ params: { id } }) => id,
      principals: ['user', 'service'],
      handler: async ({ input }) => ({ json: eventsOf(await databases.look(input.params.id)) }),
    }),
  ];
}

function listDatabases(
  databases: DatabasesService,
  { entityRef, ...paging }: Paging & { entityRef?: string },
  may: May,
) {
  databases.glance();
  const user = entityRef === undefined ? undefined : readEntityRef(entityRef);
  const visible = databases
    .all()
    .map(({ database }) => database)
    .filter(({ id, entityRefs }) => may(id) && (user === undefined || entityRefs.includes(user)));
  const named = new Set(visible.map(({ id }) => databases.get(id).source));
  const sources = databases.sourceIds().map(id => databases.source(id));
  return {
    ...pageOf(visible, ({ id }) => id, paging),
    // Of those that do not answer nobody can tell what they have.
    sources: sources.filter(({ id, freshness }) => named.has(id) || freshness !== 'live'),
  };
}

function oneDatabase({ alarms, database, events, pools, sessions }: Presented) {
  return { ...database, details: { alarms, events, pools, sessions } };
}

/** Newest first. */
function eventsOf({ database, events }: Presented) {
  const items = [...events].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  return { items, sources: database.sources };
}
