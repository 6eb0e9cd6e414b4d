import {
  AuthenticationError,
  isError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import type { z } from 'zod';

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

/** How the JSON API of a git host is read: one GET at a time, with the portal's credentials for it. */
export class JsonClient {
  readonly #options: JsonClientOptions;

  constructor(options: JsonClientOptions) {
    this.#options = options;
  }

  /**
   * The answer, as far as the schema reads it.
   * @throws AuthenticationError, NotAllowedError, NotFoundError, ServiceUnavailableError with whose fault it is
   */
  async get<T>(question: JsonQuestion, schema: z.ZodType<T>): Promise<T> {
    const { host } = this.#options;
    const response = await this.#send(question);
    if (!response.ok) {
      const failure = this.#failure(response, question.about);
      await response.body?.cancel();
      throw failure;
    }
    const parsed = schema.safeParse(await this.#body(response, question.signal));
    if (!parsed.success) {
      throw new ServiceUnavailableError(`${host} answered something else than its API does.`);
    }
    return parsed.data;
  }

  async #body(response: Response, signal: AbortSignal): Promise<unknown> {
    try {
      return await response.json();
    } catch {
      this.#mustBeInTime(signal);
      return undefined;
    }
  }

  async #send({ path, query, about, signal }: JsonQuestion): Promise<Response> {
    const { baseUrl, host } = this.#options;
    const search = query ? `?${new URLSearchParams(query)}` : '';
    const own = await this.#credentials(about, signal);
    try {
      return await fetch(`${baseUrl}${path}${search}`, {
        headers: { accept: 'application/json', ...own },
        signal,
      });
    } catch (error) {
      this.#mustBeInTime(signal);
      throw new ServiceUnavailableError(`${host} can not be reached: ${causeOf(error)}`);
    }
  }

  /** A GitHub App asks its host for them, and knows no signal. */
  async #credentials(about: string, signal: AbortSignal): Promise<Record<string, string>> {
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

  #failure({ status, headers }: Response, about: string): Error {
    const { host } = this.#options;
    const isLimited =
      status === 429 || headers.get('x-ratelimit-remaining') === '0' || headers.has('retry-after');
    if ((status === 403 || status === 429) && isLimited) {
      return new ServiceUnavailableError(`${host} was asked too much by the portal and wants it to wait.`);
    }
    if (status === 401) {
      return new AuthenticationError(`${host} does not accept the portal's credentials.`);
    }
    if (status === 403) {
      return new NotAllowedError(`${host} does not let the portal read ${about}.`);
    }
    if (status === 404) {
      return new NotFoundError(
        `${host} has no ${about} with these commits, or does not show it to the portal.`,
      );
    }
    return new ServiceUnavailableError(`${host} answered ${status}.`);
  }
}

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
