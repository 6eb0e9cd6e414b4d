import type { AuthService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { claimsOf, type Me } from '@greenroom/plugin-portal-common';
import { z } from 'zod';

const namedSchema = z.object({ spec: z.object({ profile: z.object({ displayName: z.string() }) }) });

/** People as the catalog knows them now; a sign-in token knows them as they were. */
export class People {
  readonly #catalog: Pick<CatalogService, 'getEntitiesByRefs'>;
  readonly #auth: Pick<AuthService, 'getOwnServiceCredentials'>;

  constructor(
    catalog: Pick<CatalogService, 'getEntitiesByRefs'>,
    auth: Pick<AuthService, 'getOwnServiceCredentials'>,
  ) {
    this.#catalog = catalog;
    this.#auth = auth;
  }

  async describe(userEntityRef: string): Promise<Me> {
    const credentials = await this.#auth.getOwnServiceCredentials();
    let displayName: string | undefined;
    const [, ...groups] = await claimsOf(userEntityRef, async refs => {
      const { items } = await this.#catalog.getEntitiesByRefs(
        { entityRefs: [...refs], fields: ['relations', 'spec.profile.displayName'] },
        { credentials },
      );
      const person = items[refs.indexOf(userEntityRef)];
      displayName ??= namedSchema.safeParse(person).data?.spec.profile.displayName;
      return items;
    });
    return { userEntityRef, groups: groups.sort(), ...(displayName && { displayName }) };
  }
}
