import { setTimeout } from 'node:timers/promises';
import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { EntityClaims } from './EntityClaims';

export interface EntityJoinOptions {
  catalog: Pick<CatalogService, 'streamEntities'>;
  auth: Pick<AuthService, 'getOwnServiceCredentials'>;
  logger: LoggerService;
  /** What is joined, in the plural, as a log says it: `rollouts`. */
  what: string;
  claims: Pick<EntityClaims, 'has' | 'size' | 'replace'>;
  /** An entity that has none of these annotations is not asked for. */
  annotations: readonly string[];
  /** Ends early, without an error, when the signal is aborted. */
  sleep?(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** So often the catalog is asked for all; for one that somebody looks at and nobody has told of, at once. */
const REFRESH_MS = 10_000;
/** While the catalog fails, or is still empty as after its first start. */
const RETRY_MS = 3_000;

/** Keeps the claims as the catalog has them. While it does not answer, what it said last stays. */
export class EntityJoin {
  readonly #options: EntityJoinOptions;
  readonly #sleep: NonNullable<EntityJoinOptions['sleep']>;
  #asking: Promise<boolean> = Promise.resolve(true);
  #next: Promise<boolean> | undefined;

  constructor(options: EntityJoinOptions) {
    this.#options = options;
    this.#sleep = options.sleep ?? sleep;
  }

  /** Until the signal is aborted. Never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const answered = await this.refresh();
      const soon = !answered || this.#options.claims.size === 0;
      await this.#sleep(soon ? RETRY_MS : REFRESH_MS, signal);
    }
  }

  /** Whether the catalog has told of this entity, and that it claims something. */
  knows(entityRef: string): boolean {
    return this.#options.claims.has(entityRef);
  }

  /** Until it is worth asking a catalog again that did not answer. */
  async patience(signal: AbortSignal): Promise<void> {
    await this.#sleep(RETRY_MS, signal);
  }

  /** Asks the catalog, one question after the other; who asks meanwhile shares the next one. Whether it answered. */
  refresh(): Promise<boolean> {
    this.#next ??= this.#asking.then(() => {
      this.#next = undefined;
      this.#asking = this.#ask();
      return this.#asking;
    });
    return this.#next;
  }

  async #ask(): Promise<boolean> {
    const { claims, logger, what } = this.#options;
    try {
      claims.replace(await this.#entities());
      return true;
    } catch (error) {
      logger.warn(`${what} keep the entities they were joined to: the catalog does not answer: ${error}`);
      return false;
    }
  }

  async #entities(): Promise<Entity[]> {
    const { catalog, auth, annotations } = this.#options;
    const credentials = await auth.getOwnServiceCredentials();
    const request: Parameters<CatalogService['streamEntities']>[0] = {
      query: { $any: annotations.map(isAnnotated) },
      fields: ['kind', 'metadata.name', 'metadata.namespace', 'metadata.annotations', 'relations'],
    };
    const entities: Entity[] = [];
    for await (const page of catalog.streamEntities(request, { credentials })) {
      entities.push(...page);
    }
    return entities;
  }
}

async function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  await setTimeout(milliseconds, undefined, { signal }).catch(() => undefined);
}

type Annotated = Record<`metadata.annotations.${string}`, { $exists: true }>;

function isAnnotated(name: string): Annotated {
  const query: Annotated = {};
  query[`metadata.annotations.${name}`] = { $exists: true };
  return query;
}
