import type { AuthService, BackstageCredentials, DiscoveryService } from '@backstage/backend-plugin-api';
import { NotAllowedError, ResponseError } from '@backstage/errors';
import { type Check, checkSchema } from '@greenroom/plugin-portal-common';
import { z } from 'zod';

export interface FeatureClientOptions {
  auth: Pick<AuthService, 'getPluginRequestToken'>;
  discovery: Pick<DiscoveryService, 'getBaseUrl'>;
}

const answerSchema = z.object({ items: z.array(checkSchema).max(100) });

/** How the `readiness` route of another feature is asked. */
export class FeatureClient {
  readonly #options: FeatureClientOptions;

  constructor(options: FeatureClientOptions) {
    this.#options = options;
  }

  /**
   * What a feature says about an entity, as far as `onBehalfOf` may know.
   * @throws NotAllowedError when they may not, and whatever asking throws
   */
  async checks(
    pluginId: string,
    entityRef: string,
    { onBehalfOf, signal }: { onBehalfOf: BackstageCredentials; signal: AbortSignal },
  ): Promise<Check[]> {
    const { auth, discovery } = this.#options;
    const { token } = await auth.getPluginRequestToken({ onBehalfOf, targetPluginId: pluginId });
    const url = `${await discovery.getBaseUrl(pluginId)}/readiness?${new URLSearchParams({ entityRef })}`;
    const response = await fetch(url, { headers: { authorization: `Bearer ${token}` }, signal });
    if (response.status === 403) {
      throw new NotAllowedError(`${pluginId} does not show this person its checks`);
    }
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return answerSchema.parse(await response.json()).items;
  }
}
