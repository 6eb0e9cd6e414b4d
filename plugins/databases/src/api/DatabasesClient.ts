import { type MetricsAnswer, metricsAnswerSchema } from '@greenroom/plugin-databases-common';
import { type Http, pathOf, queryOf } from '@greenroom/plugin-portal-react';
import type { DatabasesApi, MetricsQuery } from './DatabasesApi';

/** Databases over HTTP: `GET …/databases/:id/metrics`. */
export class DatabasesClient implements DatabasesApi {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  metrics(id: string, query: MetricsQuery, signal: AbortSignal): Promise<MetricsAnswer> {
    const asked = queryOf({
      names: query.names.join(','),
      from: instant(query.from),
      to: instant(query.to),
      periodSeconds: query.periodSeconds,
    });
    const url = `plugin://databases/databases/${pathOf(id)}/metrics?${asked}`;
    return this.#http.read(url, metricsAnswerSchema, { signal });
  }
}

const instant = (seconds: number) => new Date(seconds * 1000).toISOString();
