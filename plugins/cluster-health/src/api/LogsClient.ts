import { ResponseError } from '@backstage/errors';
import type { FetchApi } from '@backstage/frontend-plugin-api';
import type { LogQuery, LogsApi } from './LogsApi';

/** Logs over HTTP: `GET …/clusters/:name/pods/:namespace/:pod/log`, a text stream. */
export class LogsClient implements LogsApi {
  readonly #fetchApi: FetchApi;

  constructor(fetchApi: FetchApi) {
    this.#fetchApi = fetchApi;
  }

  async *open(query: LogQuery, signal: AbortSignal): AsyncIterable<string> {
    const response = await this.#fetchApi.fetch(urlOf(query), { signal });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
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
  const [name, space, of] = [cluster, namespace, pod].map(encodeURIComponent);
  const query = new URLSearchParams(
    Object.entries(asked).flatMap(([key, value]) =>
      value === undefined || value === false ? [] : [[key, String(value)]],
    ),
  );
  return `plugin://cluster-health/clusters/${name}/pods/${space}/${of}/log?${query}`;
}
