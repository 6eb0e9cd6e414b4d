import type { AuthService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { claimsOf } from '@greenroom/plugin-portal-common';
import { RelationsLoader } from './RelationsLoader';

export interface ClaimsOptions {
  catalog: Pick<CatalogService, 'getEntitiesByRefs'>;
  auth: Pick<AuthService, 'getOwnServiceCredentials'>;
  /** Milliseconds that never step back. */
  now(): number;
  /** How long an answer of the catalog holds. */
  ttlMs: number;
}

/**
 * Which groups a person is in, by the catalog as it is now: a token keeps the groups of its sign-in until it ends.
 */
export class Claims {
  readonly #relations: RelationsLoader;

  constructor({ catalog, auth, now, ttlMs }: ClaimsOptions) {
    this.#relations = new RelationsLoader({
      now,
      ttlMs,
      fetch: async refs => {
        const credentials = await auth.getOwnServiceCredentials();
        const request = { entityRefs: [...refs], fields: ['relations'] };
        return (await catalog.getEntitiesByRefs(request, { credentials })).items;
      },
    });
  }

  /** @throws whatever asking the catalog throws: without an answer there is no decision */
  of(userEntityRef: string): Promise<string[]> {
    return claimsOf(userEntityRef, refs => this.#relations.load(refs));
  }
}
