import {
  type NamesAnswer,
  namesAnswerSchema,
  type Preview,
  previewSchema,
  type RunReport,
  runReportSchema,
} from '@greenroom/plugin-golden-paths-common';
import type { Me } from '@greenroom/plugin-portal-common';
import { type Http, pathOf, queryOf } from '@greenroom/plugin-portal-react';
import type { GoldenPathsApi, NamesQuery, RunRequest } from './GoldenPathsApi';

/** Golden paths over HTTP; every answer is read before anything is made of it. */
export class GoldenPathsClient implements GoldenPathsApi {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  me(): Promise<Me> {
    return this.#http.me();
  }

  names({ templateRef, name, owner }: NamesQuery, signal?: AbortSignal): Promise<NamesAnswer> {
    const query = queryOf({ template: templateRef, name, owner: owner || undefined });
    return this.#http.read(`plugin://golden-paths/names?${query}`, namesAnswerSchema, { signal });
  }

  preview(request: RunRequest, signal?: AbortSignal): Promise<Preview> {
    return this.#http.ask('plugin://golden-paths/previews', request, previewSchema, { signal });
  }

  run(taskId: string): Promise<RunReport> {
    return this.#http.read(`plugin://golden-paths/runs/${pathOf(taskId)}`, runReportSchema);
  }
}
