import type { AuthService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { Thing } from './Thing';

export interface LocationDeps {
  auth: Pick<AuthService, 'getOwnServiceCredentials'>;
  catalog: Pick<CatalogService, 'getLocationByRef' | 'removeLocationById'>;
}

/**
 * What a run entered in the catalog. It is the run's because the file it names is in a repository that the run made, or
 * that is gone by now, and nobody else's (`isOwn`). Taken away as the portal: whoever started the run may enter services, not take others' away.
 */
export class LocationThing implements Thing {
  readonly kind = 'location';
  readonly howToRemove: Thing['howToRemove'];
  readonly #deps: LocationDeps;
  readonly #isOwn: () => Promise<boolean>;

  constructor(
    deps: LocationDeps,
    readonly url: string,
    isOwn: () => Promise<boolean>,
  ) {
    this.#deps = deps;
    this.#isOwn = isOwn;
    this.howToRemove = {
      command: `curl --request DELETE --header "authorization: Bearer <token>" <portal>/api/catalog/locations/<id of ${url}>`,
    };
  }

  get ref(): string {
    return this.url;
  }

  async isThere(): Promise<boolean> {
    return (await this.#find()) !== undefined && (await this.#isOwn());
  }

  async remove(): Promise<undefined> {
    const location = await this.#find();
    if (location && (await this.#isOwn())) {
      const credentials = await this.#deps.auth.getOwnServiceCredentials();
      await this.#deps.catalog.removeLocationById(location.id, { credentials });
    }
    return undefined;
  }

  async #find() {
    const credentials = await this.#deps.auth.getOwnServiceCredentials();
    return this.#deps.catalog.getLocationByRef(`url:${this.url}`, { credentials });
  }
}
