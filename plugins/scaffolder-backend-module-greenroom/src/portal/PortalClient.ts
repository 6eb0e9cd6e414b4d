import type { AuthService, BackstageCredentials, DiscoveryService } from '@backstage/backend-plugin-api';
import {
  AuthenticationError,
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { z } from 'zod';

export interface PortalClientOptions {
  auth: Pick<AuthService, 'getPluginRequestToken'>;
  discovery: Pick<DiscoveryService, 'getBaseUrl'>;
}

export interface Question {
  /** Whose routes these are. */
  plugin: string;
  /** Encoded, with its query. */
  path: string;
  /** Absent: a GET. */
  body?: object;
  /** Whose right it is asked with. */
  onBehalfOf: BackstageCredentials;
  signal?: AbortSignal;
}

/** What a route of the portal takes at most. */
const TIMEOUT_MS = 60_000;

const failureSchema = z.object({ error: z.object({ name: z.string().optional(), message: z.string() }) });

/** How other features of the portal are asked, over HTTP and as the person whose run it is. */
export class PortalClient {
  readonly #options: PortalClientOptions;

  constructor(options: PortalClientOptions) {
    this.#options = options;
  }

  /**
   * The answer, as far as the schema reads it.
   * @throws InputError, AuthenticationError, NotAllowedError, NotFoundError, ConflictError with the feature's own words;
   * ServiceUnavailableError for everything else
   */
  async ask<T>(question: Question, schema: z.ZodType<T>): Promise<T> {
    const response = await this.#send(question);
    const body: unknown = await response.json().catch(() => undefined);
    if (!response.ok) {
      throw refusal(question.plugin, response.status, body);
    }
    const parsed = schema.safeParse(body);
    if (!parsed.success) {
      throw new ServiceUnavailableError(`${question.plugin} answered something else than was asked for.`);
    }
    return parsed.data;
  }

  async #send({ plugin, path, body, onBehalfOf, signal }: Question): Promise<Response> {
    const { auth, discovery } = this.#options;
    const { token } = await auth.getPluginRequestToken({ onBehalfOf, targetPluginId: plugin });
    const ends = AbortSignal.timeout(TIMEOUT_MS);
    try {
      return await fetch(`${await discovery.getBaseUrl(plugin)}${path}`, {
        method: body ? 'POST' : 'GET',
        headers: {
          authorization: `Bearer ${token}`,
          ...(body && { 'content-type': 'application/json' }),
        },
        ...(body && { body: JSON.stringify(body) }),
        signal: signal ? AbortSignal.any([signal, ends]) : ends,
      });
    } catch {
      throw new ServiceUnavailableError(`${plugin} of the portal does not answer.`);
    }
  }
}

function refusal(plugin: string, status: number, body: unknown): Error {
  const told = failureSchema.safeParse(body).data?.error.message;
  const message = told ?? `${plugin} answered ${status}.`;
  switch (status) {
    case 400:
      return new InputError(message);
    case 401:
      return new AuthenticationError(message);
    case 403:
      return new NotAllowedError(message);
    case 404:
      return new NotFoundError(message);
    case 409:
      return new ConflictError(message);
    default:
      return new ServiceUnavailableError(message);
  }
}
