/** What a metric asks a Prometheus. */
export interface PrometheusQuery {
  /** Of the server, as a process in the cluster would call it, e.g. `http://prometheus.monitoring:9090`. */
  address: string;
  query: string;
  headers?: Readonly<Record<string, string>>;
  /** How long the answer may take. */
  timeoutSeconds: number;
  /** Nobody waits for the answer any more. */
  signal: AbortSignal;
}

/** The values of an instant vector, or the one of a scalar. */
export type PrometheusResult =
  { type: 'vector'; values: readonly number[] } | { type: 'scalar'; value: number };

/**
 * How a process in a cluster asks a Prometheus. It answers at once where time is played by hand, as sockets are not
 * served meanwhile. What goes wrong is thrown in the words of Prometheus' Go client.
 */
export type PrometheusQueries = (asked: PrometheusQuery) => PrometheusResult | Promise<PrometheusResult>;

/** A query that had no answer; the message is the Go client's. */
export class PrometheusFailure extends Error {
  override readonly name = 'PrometheusFailure';
}
