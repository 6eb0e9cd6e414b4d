import type { AuthService, DiscoveryService, LoggerService } from '@backstage/backend-plugin-api';
import { ResponseError } from '@backstage/errors';
import type { EntityProvider, EntityProviderConnection } from '@backstage/plugin-catalog-node';
import { databaseSchema } from '@greenroom/plugin-databases-common';
import { listSchema } from '@greenroom/plugin-portal-common';
import { entitiesOf } from './entities';

export interface DatabaseEntityProviderOptions {
  auth: Pick<AuthService, 'getOwnServiceCredentials' | 'getPluginRequestToken'>;
  discovery: Pick<DiscoveryService, 'getBaseUrl'>;
  logger: LoggerService;
  owner: string;
}

const NAME = 'databases';
const PAGE = 1_000;

const pageSchema = listSchema(
  databaseSchema.pick({
    id: true,
    name: true,
    engine: true,
    place: true,
    account: true,
    owner: true,
    entityRefs: true,
  }),
);

/** Offers an entity for each database that the portal reads, as the databases backend tells the catalog over HTTP. */
export class DatabaseEntityProvider implements EntityProvider {
  readonly #options: DatabaseEntityProviderOptions;
  #connection: EntityProviderConnection | undefined;

  constructor(options: DatabaseEntityProviderOptions) {
    this.#options = options;
  }

  getProviderName(): string {
    return NAME;
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.#connection = connection;
  }

  /**
   * Whether the catalog has all of them now. While a source has never been looked at, nothing is changed: what it has may
   * be in the catalog already.
   * @throws ResponseError
   */
  async refresh(signal: AbortSignal): Promise<boolean> {
    const { logger, owner } = this.#options;
    const { items, sources } = await this.#all(signal);
    if (!this.#connection || sources.some(({ freshness }) => freshness === 'connecting')) {
      return false;
    }
    const entities = entitiesOf(items, owner).map(entity => ({ entity, locationKey: NAME }));
    await this.#connection.applyMutation({ type: 'full', entities });
    logger.debug(`the catalog has ${entities.length} databases`);
    return true;
  }

  async #all(signal: AbortSignal) {
    const found = await this.#page(undefined, signal);
    const items = [...found.items];
    let cursor = found.nextCursor;
    while (cursor !== undefined) {
      const page = await this.#page(cursor, signal);
      items.push(...page.items);
      cursor = page.nextCursor;
    }
    return { items, sources: found.sources };
  }

  async #page(cursor: string | undefined, signal: AbortSignal) {
    const { auth, discovery } = this.#options;
    const onBehalfOf = await auth.getOwnServiceCredentials();
    const { token } = await auth.getPluginRequestToken({ onBehalfOf, targetPluginId: 'databases' });
    const query = new URLSearchParams({ limit: String(PAGE), ...(cursor !== undefined && { cursor }) });
    const response = await fetch(`${await discovery.getBaseUrl('databases')}/databases?${query}`, {
      headers: { authorization: `Bearer ${token}` },
      signal,
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return pageSchema.parse(await response.json());
  }
}
