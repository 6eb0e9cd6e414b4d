import { databasesReadPermission } from '@greenroom/plugin-databases-common';
import { declareRoute, type Route } from '@greenroom/plugin-portal-node';
import { z } from 'zod';
import type { DatabasesService } from '../DatabasesService';
import type { Histories } from '../history/Histories';
import { readMetricsQuery } from '../history/metricsQuery';

const params = z.object({ id: z.string().min(1).max(500) });
const query = z.object({
  names: z.string().optional(),
  from: z.string(),
  to: z.string(),
  periodSeconds: z
    .string()
    .regex(/^\d{1,6}$/, 'a whole number of seconds')
    .transform(Number)
    .optional(),
});

export interface MetricsRouteDeps {
  databases: DatabasesService;
  histories: Histories;
  /** Milliseconds since 1970. */
  now(): number;
}

/** What was measured; asked of the source once for all who ask the same. */
export function metricsRoute({ databases, histories, now }: MetricsRouteDeps): Route {
  return declareRoute({
    method: 'GET',
    path: '/databases/:id/metrics',
    input: { params, query },
    permission: databasesReadPermission,
    resource: ({ params: { id } }) => id,
    principals: ['user', 'service'],
    handler: async ({ input }) => {
      const { database, source } = await databases.look(input.params.id);
      const reader = databases.reader(source);
      const { periodSeconds } = reader;
      const asked = readMetricsQuery(input.query, { database, periodSeconds }, now() / 1_000);
      return { document: await histories.of(reader, asked) };
    },
  });
}
