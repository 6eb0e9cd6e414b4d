import { ResponseError } from '@backstage/errors';
import type { FetchApi } from '@backstage/frontend-plugin-api';
import {
  type NamesAnswer,
  namesAnswerSchema,
  type Preview,
  previewSchema,
  type RunReport,
  runReportSchema,
} from '@greenroom/plugin-golden-paths-common';
import { type Me, meSchema } from '@greenroom/plugin-portal-common';
import type { z } from 'zod';
import type { GoldenPathsApi, NamesQuery, RunRequest } from './GoldenPathsApi';

/** Golden paths over HTTP; every answer is read before anything is made of it. */
export class GoldenPathsClient implements GoldenPathsApi {
  readonly #fetchApi: FetchApi;
  #me: Promise<Me> | undefined;

  constructor(fetchApi: FetchApi) {
    this.#fetchApi = fetchApi;
  }

  me(): Promise<Me> {
    this.#me ??= this.#read('plugin://portal/me', meSchema).catch(error => {
      this.#me = undefined;
      throw error;
    });
    return this.#me;
  }

  names({ templateRef, name, owner }: NamesQuery, signal?: AbortSignal): Promise<NamesAnswer> {
    const query = new URLSearchParams({ template: templateRef, name, ...(owner && { owner }) });
    return this.#read(`plugin://golden-paths/names?${query}`, namesAnswerSchema, { signal });
  }

  preview(request: RunRequest, signal?: AbortSignal): Promise<Preview> {
    return this.#read('plugin://golden-paths/previews', previewSchema, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
      signal,
    });
  }

  run(taskId: string): Promise<RunReport> {
    return this.#read(`plugin://golden-paths/runs/${encodeURIComponent(taskId)}`, runReportSchema);
  }

  async #read<T>(url: string, schema: z.ZodType<T>, init?: RequestInit): Promise<T> {
    const response = await this.#fetchApi.fetch(url, init);
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return schema.parse(await response.json());
  }
}
