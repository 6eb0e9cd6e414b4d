import { type Http, pathOf, queryOf } from '@greenroom/plugin-portal-react';
import type { LogQuery, LogsApi } from './LogsApi';

/** Logs over HTTP: `GET …/clusters/:name/pods/:namespace/:pod/log`, a text stream. */
export class LogsClient implements LogsApi {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  async *open(query: LogQuery, signal: AbortSignal): AsyncIterable<string> {
    const response = await this.#http.open(urlOf(query), { signal });
    const reader = response.body?.getReader();
    const decoder = new TextDecoder();
    try {
      for (let piece = await reader?.read(); piece && !piece.done; piece = await reader?.read()) {
        yield decoder.decode(piece.value, { stream: true });
      }
      yield decoder.decode();
    } finally {
      // Whoever stops reading half way must not leave the line open.
      await reader?.cancel().catch(() => {});
    }
  }
}

function urlOf({ cluster, namespace, pod, ...asked }: LogQuery): string {
  return `plugin://cluster-health/clusters/${pathOf(cluster)}/pods/${pathOf(namespace, pod)}/log?${queryOf(asked)}`;
}
