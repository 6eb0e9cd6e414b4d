import type { LoggerService } from '@backstage/backend-plugin-api';
import type { EntityProvider, EntityProviderConnection } from '@backstage/plugin-catalog-node';
import { databaseSchema } from '@greenroom/plugin-databases-common';
import { areSeen, type FeatureReader } from '@greenroom/plugin-portal-node';
import { entitiesOf } from './entities';

export interface DatabaseEntityProviderOptions {
  /** Of the databases feature. */
  reader: Pick<FeatureReader, 'all'>;
  logger: LoggerService;
  owner: string;
}

const NAME = 'databases';

const itemSchema = databaseSchema.pick({
  id: true,
  name: true,
  engine: true,
  place: true,
  account: true,
  owner: true,
  entityRefs: true,
});

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
    const { logger, owner, reader } = this.#options;
    const { items, sources } = await reader.all('/databases', itemSchema, signal);
    if (!this.#connection || !areSeen(sources)) {
      return false;
    }
    const entities = entitiesOf(items, owner).map(entity => ({ entity, locationKey: NAME }));
    await this.#connection.applyMutation({ type: 'full', entities });
    logger.debug(`the catalog has ${entities.length} databases`);
    return true;
  }
}
