import type { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { ResponseError } from '@backstage/errors';
import { listSchema, type Source } from '@greenroom/plugin-portal-common';
import type { z } from 'zod';

export interface FeatureReaderOptions {
  auth: Pick<AuthService, 'getOwnServiceCredentials' | 'getPluginRequestToken'>;
  discovery: Pick<DiscoveryService, 'getBaseUrl'>;
  /** The feature that is asked. */
  pluginId: string;
}

export interface ListedByFeature<T> {
  items: T[];
  sources: Source[];
}

const PAGE = 1_000;

/** How a feature's own routes are asked by another backend, or by what extends the catalog: as a service, for nobody. */
export class FeatureReader {
  readonly #options: FeatureReaderOptions;

  constructor(options: FeatureReaderOptions) {
    this.#options = options;
  }

  /**
   * What a route answers.
   * @param path - with a slash at its start; a query after it
   * @throws ResponseError for a refusal, ZodError for another shape, and whatever asking throws
   */
  async get<T>(path: string, of: z.ZodType<T>, signal: AbortSignal): Promise<T> {
    const { auth, discovery, pluginId } = this.#options;
    const onBehalfOf = await auth.getOwnServiceCredentials();
    const { token } = await auth.getPluginRequestToken({ onBehalfOf, targetPluginId: pluginId });
    const response = await fetch(`${await discovery.getBaseUrl(pluginId)}${path}`, {
      headers: { authorization: `Bearer ${token}` },
      signal,
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return of.parse(await response.json());
  }

  /** Every page of a list, with its sources as the first page tells them. Throws as `get` does. */
  async all<T extends z.ZodType>(
    path: string,
    item: T,
    signal: AbortSignal,
  ): Promise<ListedByFeature<z.infer<T>>> {
    const page = (cursor?: string) => {
      const query = new URLSearchParams({ limit: String(PAGE), ...(cursor !== undefined && { cursor }) });
      return this.get(`${path}?${query}`, listSchema(item), signal);
    };
    const first = await page();
    const items = [...first.items];
    let { nextCursor } = first;
    while (nextCursor !== undefined) {
      const next = await page(nextCursor);
      items.push(...next.items);
      nextCursor = next.nextCursor;
    }
    return { items, sources: first.sources };
  }
}
