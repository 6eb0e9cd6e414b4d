import type { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { ResponseError } from '@backstage/errors';
import { z } from 'zod';

export interface DatabasesClientOptions {
  auth: Pick<AuthService, 'getOwnServiceCredentials' | 'getPluginRequestToken'>;
  discovery: Pick<DiscoveryService, 'getBaseUrl'>;
}

const answerSchema = z.object({
  items: z.array(
    z.object({
      database: z.string(),
      role: z.string(),
      madeByVault: z.boolean(),
      sessions: z.number().int().nonnegative(),
    }),
  ),
});

/** Sessions that users of one role hold in a database. */
export type HeldSessions = z.infer<typeof answerSchema>['items'][number];

const DATABASES = 'databases';
const PATIENCE_MS = 3_000;

/** How the databases feature is asked who holds sessions. */
export class DatabasesClient {
  readonly #options: DatabasesClientOptions;

  constructor(options: DatabasesClientOptions) {
    this.#options = options;
  }

  /**
   * Sessions of users that Vault made in the database of this name; `undefined` where nobody can tell: no database is
   * called that, several are, or it does not tell its sessions. Throws whatever asking throws.
   */
  async heldIn(name: string): Promise<HeldSessions[] | undefined> {
    const { auth, discovery } = this.#options;
    const onBehalfOf = await auth.getOwnServiceCredentials();
    const { token } = await auth.getPluginRequestToken({ onBehalfOf, targetPluginId: DATABASES });
    const url = `${await discovery.getBaseUrl(DATABASES)}/sessions?${new URLSearchParams({ name })}`;
    const response = await fetch(url, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    const { items } = answerSchema.parse(await response.json());
    const databases = new Set(items.map(({ database }) => database));
    return databases.size === 1 ? items.filter(({ madeByVault }) => madeByVault) : undefined;
  }
}
