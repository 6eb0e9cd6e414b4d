import { clusterHealthLogsReadPermission, healthPlace } from '@greenroom/plugin-cluster-health-common';
import { declareRoute, type Route } from '@greenroom/plugin-portal-node';
import { z } from 'zod';
import type { OpenLogs } from '../logs/OpenLogs';

/** A label of DNS or several: what Kubernetes lets a thing be called. */
const named = z.string().regex(/^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/, 'is no name of Kubernetes');
const flag = z.enum(['true', 'false']).transform(value => value === 'true');
const count = (most: number) => z.coerce.number().int().min(1).max(most);

const params = z.object({ name: z.string(), namespace: named, pod: named });
const query = z.object({
  container: named.optional(),
  follow: flag.optional(),
  previous: flag.optional(),
  sinceSeconds: count(31_536_000).optional(),
  /** Beyond what scripts may rely on: at most so many of the newest lines, and the time before each. */
  tailLines: count(100_000).optional(),
  timestamps: flag.optional(),
});

/** What containers wrote; asked of the cluster for each who reads it. */
export function logRoutes(logs: Pick<OpenLogs, 'open'>): Route[] {
  return [
    declareRoute({
      method: 'GET',
      path: '/clusters/:name/pods/:namespace/:pod/log',
      input: { params, query },
      permission: clusterHealthLogsReadPermission,
      resource: ({ params: { name, namespace } }) => healthPlace({ cluster: name, namespace }),
      principals: ['user'],
      handler: async ({ input, credentials }) => {
        const { name: cluster, namespace, pod } = input.params;
        const place = { cluster, namespace };
        const open = await logs.open({ ...place, pod }, input.query, credentials);
        return { stream: { contentType: 'text/plain; charset=utf-8', open } };
      },
    }),
  ];
}
