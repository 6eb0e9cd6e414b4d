import type { DiscoveryService } from '@backstage/backend-plugin-api';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { type Claim, claimOf } from './claimOf';
import type { PublishedKeys } from './PublishedKeys';

/** What the keys say of a token: `unknown` when they did not come. */
export type Proof = 'good' | 'false' | 'unknown';

/** Holds a token against the keys that its signer publishes now. */
export class SecondLook {
  readonly #discovery: Pick<DiscoveryService, 'getBaseUrl'>;
  readonly #keys: PublishedKeys;
  readonly #plugin: string;

  /** @param plugin the one that is asked */
  constructor(discovery: Pick<DiscoveryService, 'getBaseUrl'>, keys: PublishedKeys, plugin: string) {
    this.#discovery = discovery;
    this.#keys = keys;
    this.#plugin = plugin;
  }

  async at(token: string, limitedToo: boolean): Promise<Proof> {
    const claim = claimOf(token, this.#plugin, limitedToo);
    const proof = claim ? await this.#proof(token, claim) : 'false';
    return proof === 'good' && claim?.onBehalfOf ? this.at(claim.onBehalfOf, true) : proof;
  }

  async #proof(token: string, { plugin, path, terms }: Claim): Promise<Proof> {
    const keys = await this.#keysOf(plugin, path);
    return keys
      ? jwtVerify(token, createLocalJWKSet(keys), terms).then(
          () => 'good' as const,
          () => 'false' as const,
        )
      : 'unknown';
  }

  async #keysOf(plugin: string, path: string) {
    try {
      return await this.#keys.of(`${await this.#discovery.getBaseUrl(plugin)}${path}`);
    } catch {
      // discovery throws for what is no name of a plugin
      return { keys: [] };
    }
  }
}
