import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { KUBERNETES_ID, KUBERNETES_LABEL_SELECTOR } from '@greenroom/plugin-rollouts-common';
import type { EntityClaims } from './EntityClaims';

export interface EntityJoinOptions {
  catalog: Pick<CatalogService, 'streamEntities'>;
  auth: Pick<AuthService, 'getOwnServiceCredentials'>;
  logger: LoggerService;
  claims: EntityClaims;
  /** Ends early, without an error, when the signal is aborted. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** Somebody waits before the page of a service that has just been registered: not longer than they look at it. */
const REFRESH_MS = 10_000;
/** While the catalog fails, or is still empty as after its first start. */
const RETRY_MS = 3_000;

const byId = `metadata.annotations.${KUBERNETES_ID}` as const;
const bySelector = `metadata.annotations.${KUBERNETES_LABEL_SELECTOR}` as const;

/** Keeps the claims as the catalog has them. While it does not answer, what it said last stays. */
export class EntityJoin {
  readonly #options: EntityJoinOptions;

  constructor(options: EntityJoinOptions) {
    this.#options = options;
  }

  /** Until the signal is aborted. Never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const answered = await this.refresh();
      const soon = !answered || this.#options.claims.size === 0;
      await this.#options.sleep(soon ? RETRY_MS : REFRESH_MS, signal);
    }
  }

  /** Whether the catalog answered. */
  async refresh(): Promise<boolean> {
    const { claims, logger } = this.#options;
    try {
      claims.replace(await this.#entities());
      return true;
    } catch (error) {
      logger.warn(`rollouts keep the entities they were joined to: the catalog does not answer: ${error}`);
      return false;
    }
  }

  async #entities(): Promise<Entity[]> {
    const { catalog, auth } = this.#options;
    const credentials = await auth.getOwnServiceCredentials();
    const request: Parameters<CatalogService['streamEntities']>[0] = {
      query: { $any: [{ [byId]: { $exists: true } }, { [bySelector]: { $exists: true } }] },
      fields: ['kind', 'metadata.name', 'metadata.namespace', 'metadata.annotations', 'relations'],
    };
    const entities: Entity[] = [];
    for await (const page of catalog.streamEntities(request, { credentials })) {
      entities.push(...page);
    }
    return entities;
  }
}
