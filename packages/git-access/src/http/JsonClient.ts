import { isError, NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import type { z } from 'zod';
import { hostFailure } from './hostFailure';
import { secretsOf } from './secrets';

export interface JsonClientOptions {
  /** As people call it, for messages. */
  host: string;
  /** Without a slash at its end. */
  baseUrl: string;
  /** Headers with the portal's credentials for an address at the host. */
  headers(url: string): Promise<Record<string, string>>;
}

export interface JsonQuestion {
  /** Below the base URL, encoded. */
  path: string;
  query?: Readonly<Record<string, string>>;
  /** Address of the repository at the host: credentials may be for one organisation. */
  about: string;
  signal: AbortSignal;
}

export interface JsonRequest extends JsonQuestion {
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  body?: object;
}

/** How the JSON API of a git host is spoken, with the portal's credentials for it. */
export class JsonClient {
  readonly #options: JsonClientOptions;

  constructor(options: JsonClientOptions) {
    this.#options = options;
  }

  /**
   * The answer, as far as the schema reads it.
   * @throws AuthenticationError, NotAllowedError, NotFoundError, ConflictError, InputError, ServiceUnavailableError with
   * whose fault it is
   */
  async get<T>(question: JsonQuestion, schema: z.ZodType<T>): Promise<T> {
    return this.#ask({ ...question, method: 'GET' }, schema);
  }

  /** As `get`; `undefined` where the host has nothing at that path, or does not show it to the portal. */
  async find<T>(question: JsonQuestion, schema: z.ZodType<T>): Promise<T | undefined> {
    try {
      return await this.get(question, schema);
    } catch (error) {
      if (error instanceof NotFoundError) {
        return undefined;
      }
      throw error;
    }
  }

  /** Changes something; throws as `get` does. */
  async send<T>(request: JsonRequest, schema: z.ZodType<T>): Promise<T> {
    return this.#ask(request, schema);
  }

  async #ask<T>(question: Asked, schema: z.ZodType<T>): Promise<T> {
    const { host } = this.#options;
    const own = await this.#credentials(question);
    const response = await this.#fetch(question, own);
    if (!response.ok) {
      const { about, method } = question;
      const told = await this.#body(response, question.signal);
      throw hostFailure({ host, about, method, response, told, secrets: secretsOf(own) });
    }
    const parsed = schema.safeParse(await this.#body(response, question.signal));
    if (!parsed.success) {
      throw new ServiceUnavailableError(`${host} answered something else than its API does.`);
    }
    return parsed.data;
  }

  /** `undefined` for what is no JSON. */
  async #body(response: Response, signal: AbortSignal): Promise<unknown> {
    try {
      return await response.json();
    } catch {
      this.#mustBeInTime(signal);
      return undefined;
    }
  }

  async #fetch({ path, query, signal, method, body }: Asked, own: Record<string, string>): Promise<Response> {
    const { baseUrl, host } = this.#options;
    const search = query ? `?${new URLSearchParams(query)}` : '';
    const written = body && { 'content-type': 'application/json' };
    try {
      return await fetch(`${baseUrl}${path}${search}`, {
        method,
        headers: { accept: 'application/json', ...written, ...own },
        ...(body && { body: JSON.stringify(body) }),
        signal,
      });
    } catch (error) {
      this.#mustBeInTime(signal);
      throw new ServiceUnavailableError(`${host} can not be reached: ${causeOf(error)}`);
    }
  }

  /** A GitHub App asks its host for them, and knows no signal. */
  async #credentials({ about, signal }: Asked): Promise<Record<string, string>> {
    const { headers, host } = this.#options;
    try {
      return await Promise.race([headers(about), aborted(signal)]);
    } catch (error) {
      this.#mustBeInTime(signal);
      throw new ServiceUnavailableError(`The portal gets no credentials for ${host}: ${causeOf(error)}`);
    }
  }

  #mustBeInTime(signal: AbortSignal): void {
    if (signal.aborted) {
      throw new ServiceUnavailableError(`${this.#options.host} did not answer in time.`);
    }
  }
}

type Asked = JsonQuestion & { method: JsonRequest['method'] | 'GET'; body?: object };

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const end = () => reject(signal.reason);
    signal.addEventListener('abort', end, { once: true });
    if (signal.aborted) {
      end();
    }
  });
}

function causeOf(error: unknown): string {
  const cause = isError(error) && isError(error.cause) ? error.cause : error;
  return isError(cause) ? cause.message : String(cause);
}
