import type { FetchApi } from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';
import { snapshotFrameSchema, type TopicRef } from '@greenroom/plugin-portal-common';
import type { z } from 'zod';

/** A topic as a plain request answers it. */
const topicAnswerSchema = snapshotFrameSchema.pick({ data: true, sources: true });
export type TopicAnswer = z.infer<typeof topicAnswerSchema>;

/** The portal's backend, asked for topics. */
export class PortalClient {
  readonly #fetchApi: FetchApi;

  constructor(fetchApi: FetchApi) {
    this.#fetchApi = fetchApi;
  }

  /**
   * Opens the stream of these topics.
   *
   * @throws ResponseError when the server refuses; TypeError when it cannot be reached
   */
  async openStream(topics: TopicRef[], signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
    const response = await this.#fetchApi.fetch('plugin://portal/stream', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ topics }),
      signal,
    });
    if (!response.ok || !response.body) {
      throw await ResponseError.fromResponse(response);
    }
    return response.body;
  }

  /**
   * The same data without the stream: `undefined` when it is still what `etag` named.
   *
   * @throws ResponseError when the server refuses; TypeError when it cannot be reached
   */
  async getTopic(
    { type, key }: TopicRef,
    etag: string | undefined,
    signal: AbortSignal,
  ): Promise<{ answer: TopicAnswer; etag: string | undefined } | undefined> {
    const response = await this.#fetchApi.fetch(
      `plugin://portal/topics/${encodeURIComponent(type)}?key=${encodeURIComponent(key)}`,
      { headers: etag === undefined ? {} : { 'if-none-match': etag }, signal },
    );
    if (response.status === 304) {
      return undefined;
    }
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    const answer = topicAnswerSchema.parse(await response.json());
    return { answer, etag: response.headers.get('etag') ?? undefined };
  }
}
