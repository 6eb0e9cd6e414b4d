import { createApiRef } from '@backstage/frontend-plugin-api';
import type { MetricName, MetricsAnswer } from '@greenroom/plugin-databases-common';

/** A stretch of a database's metrics. Times are seconds since 1970, multiples of the period. */
export interface MetricsQuery {
  names: readonly MetricName[];
  from: number;
  to: number;
  periodSeconds: number;
}

/** What is asked of databases besides what the stream tells. */
export interface DatabasesApi {
  /**
   * What was measured. Rejects with a `ResponseError` whose `cause` has the server's error with its name, and with a
   * `TypeError` when the server cannot be reached.
   */
  metrics(id: string, query: MetricsQuery, signal: AbortSignal): Promise<MetricsAnswer>;
}

export const databasesApiRef = createApiRef<DatabasesApi>().with({
  id: 'plugin.databases.databases',
  pluginId: 'databases',
});
