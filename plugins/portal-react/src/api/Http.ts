import { ResponseError } from '@backstage/errors';
import type { FetchApi } from '@backstage/frontend-plugin-api';
import { type Me, meSchema } from '@greenroom/plugin-portal-common';
import type { z } from 'zod';

/**
 * Plain requests to the portal's backend. Every answer is read before anything is made of it. All reject with a
 * `ResponseError` whose `cause` has the server's error with its name, and with a `TypeError` when it cannot be reached:
 * `readRefusal` knows both.
 */
export class Http {
  readonly #fetchApi: FetchApi;
  #me: Promise<Me> | undefined;

  constructor(fetchApi: FetchApi) {
    this.#fetchApi = fetchApi;
  }

  /** @param url - `plugin://<plugin id>/…` */
  async read<T>(url: string, schema: z.ZodType<T>, init?: RequestInit): Promise<T> {
    return schema.parse(await (await this.open(url, init)).json());
  }

  post(url: string, body: object, init: RequestInit = {}): Promise<Response> {
    return this.open(url, asPost(body, init));
  }

  /** Posts, and reads the answer. */
  ask<T>(url: string, body: object, schema: z.ZodType<T>, init: RequestInit = {}): Promise<T> {
    return this.read(url, schema, asPost(body, init));
  }

  /** The answer as it is, once it is no refusal. */
  async open(url: string, init?: RequestInit): Promise<Response> {
    const response = await this.#fetchApi.fetch(url, init);
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response;
  }

  /** Who this person is to the portal; asked once, and again only after it failed. */
  me(): Promise<Me> {
    this.#me ??= this.read('plugin://portal/me', meSchema).catch(error => {
      this.#me = undefined;
      throw error;
    });
    return this.#me;
  }
}

function asPost(body: object, init: RequestInit): RequestInit {
  return {
    ...init,
    method: 'POST',
    headers: { 'content-type': 'application/json', ...init.headers },
    body: JSON.stringify(body),
  };
}

/** A path of names, each written as an address has it. */
export function pathOf(...names: readonly string[]): string {
  return names.map(encodeURIComponent).join('/');
}

/** What is asked for in an address; what is `undefined` or `false` is left out. */
export function queryOf(
  asked: Readonly<Record<string, string | number | boolean | undefined>>,
): URLSearchParams {
  return new URLSearchParams(
    Object.entries(asked).flatMap(([name, value]) =>
      value === undefined || value === false ? [] : [[name, String(value)]],
    ),
  );
}
