import { createApiRef } from '@backstage/frontend-plugin-api';

/** What of a container's log is asked for. */
export interface LogQuery {
  cluster: string;
  namespace: string;
  pod: string;
  container: string;
  /** Of the run before this one. */
  previous: boolean;
  /** Go on with what is written from now. */
  follow: boolean;
  /** Not older than this many seconds; absent: from the beginning. */
  sinceSeconds?: number;
}

/** Logs of containers. */
export interface LogsApi {
  /**
   * The text, in pieces as it comes, whole characters each. Rejects with a `ResponseError` whose `cause` has the server's
   * error with its name, and with a `TypeError` when the server cannot be reached or the line breaks.
   */
  open(query: LogQuery, signal: AbortSignal): AsyncIterable<string>;
}

export const logsApiRef = createApiRef<LogsApi>().with({
  id: 'plugin.cluster-health.logs',
  pluginId: 'cluster-health',
});
