import { ResponseError } from '@backstage/errors';
import type { FetchApi } from '@backstage/frontend-plugin-api';
import {
  type ApplicationRef,
  type ChangeRequest,
  changeRequestSchema,
  type Managed,
  managedSchema,
  type NewChangeRequest,
  type RevertPreview,
  revertPreviewSchema,
} from '@greenroom/plugin-delivery-common';
import type { z } from 'zod';
import type { AskedAct, DeliveryApi } from './DeliveryApi';

const BASE = 'plugin://delivery';

/** Deliveries over HTTP; every answer is read before anything is made of it. */
export class DeliveryClient implements DeliveryApi {
  readonly #fetchApi: FetchApi;

  constructor(fetchApi: FetchApi) {
    this.#fetchApi = fetchApi;
  }

  async perform(application: ApplicationRef, { act, body }: AskedAct, key: string): Promise<void> {
    await this.#post(`${pathOf(application)}/${act}`, body, { 'idempotency-key': key });
  }

  managed(object: { cluster: string; namespace: string; kind: string; name: string }): Promise<Managed> {
    return this.#read(`${BASE}/managed?${new URLSearchParams(object)}`, managedSchema);
  }

  previewRevert(application: ApplicationRef, toRevision?: string): Promise<RevertPreview> {
    const query = new URLSearchParams(toRevision === undefined ? {} : { toRevision });
    return this.#read(`${pathOf(application)}/revert?${query}`, revertPreviewSchema);
  }

  async requestChange(body: NewChangeRequest): Promise<ChangeRequest> {
    const response = await this.#post(`${BASE}/change-requests`, body);
    return changeRequestSchema.parse(await response.json());
  }

  async #read<T>(url: string, schema: z.ZodType<T>): Promise<T> {
    return schema.parse(await (await this.#fetch(url)).json());
  }

  #post(url: string, body: object, headers: Record<string, string> = {}): Promise<Response> {
    return this.#fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  }

  async #fetch(url: string, init?: RequestInit): Promise<Response> {
    const response = await this.#fetchApi.fetch(url, init);
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response;
  }
}

function pathOf({ cluster, namespace, name }: ApplicationRef): string {
  return `${BASE}/applications/${[cluster, namespace, name].map(encodeURIComponent).join('/')}`;
}
