import type { AuthService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { claimsOf } from '@greenroom/plugin-portal-common';

export interface ClaimsOptions {
  catalog: Pick<CatalogService, 'getEntitiesByRefs'>;
  auth: Pick<AuthService, 'getOwnServiceCredentials'>;
  /** Milliseconds that never step back. */
  now(): number;
  /** How long an answer holds, from the moment of asking. */
  ttlMs: number;
}

/** How many people are remembered. */
const KEPT = 5_000;

/**
 * Which groups a person is in, by the catalog as it is now: a token keeps the groups of its sign-in until it ends.
 * Remembered for a moment, as one page asks about several permissions at once.
 */
export class Claims {
  readonly #options: ClaimsOptions;
  readonly #known = new Map<string, { until: number; claims: Promise<string[]> }>();

  constructor(options: ClaimsOptions) {
    this.#options = options;
  }

  /** @throws whatever asking the catalog throws: without an answer there is no decision */
  of(userEntityRef: string): Promise<string[]> {
    const now = this.#options.now();
    const known = this.#known.get(userEntityRef);
    if (known && known.until > now) {
      return known.claims;
    }
    if (this.#known.size >= KEPT) {
      this.#known.clear();
    }
    const asked = { until: now + this.#options.ttlMs, claims: this.#ask(userEntityRef) };
    this.#known.set(userEntityRef, asked);
    asked.claims.catch(() => {
      if (this.#known.get(userEntityRef) === asked) {
        this.#known.delete(userEntityRef);
      }
    });
    return asked.claims;
  }

  async #ask(userEntityRef: string): Promise<string[]> {
    const { catalog, auth } = this.#options;
    const credentials = await auth.getOwnServiceCredentials();
    return claimsOf(userEntityRef, async refs => {
      const { items } = await catalog.getEntitiesByRefs(
        { entityRefs: [...refs], fields: ['relations'] },
        { credentials },
      );
      return items;
    });
  }
}
