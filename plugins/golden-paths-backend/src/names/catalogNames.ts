import type { AuthService } from '@backstage/backend-plugin-api';
import { ANNOTATION_ORIGIN_LOCATION } from '@backstage/catalog-model';
import { isError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { Derived } from './derive';
import type { Finding } from './Finding';

export interface CatalogNamesOptions {
  auth: Pick<AuthService, 'getOwnServiceCredentials'>;
  catalog: Pick<CatalogService, 'getEntityByRef'>;
}

/**
 * Whether the catalog has a component of that name. Asked as the portal: one that the person may not see is in the way
 * as well. One that was registered from the very file this service would have is its own.
 */
export async function catalogNames(
  { auth, catalog }: CatalogNamesOptions,
  { name, catalogInfoUrl }: Derived,
): Promise<Finding> {
  try {
    const credentials = await auth.getOwnServiceCredentials();
    const ref = { kind: 'component', namespace: 'default', name };
    const entity = await catalog.getEntityByRef(ref, { credentials });
    const origin = entity?.metadata.annotations?.[ANNOTATION_ORIGIN_LOCATION];
    const isOther = entity !== undefined && origin !== `url:${catalogInfoUrl}`;
    const text = `The catalog has a component ${name} already.`;
    return { problems: isOther ? [{ rule: 'exists', text, source: 'catalog' }] : [] };
  } catch (error) {
    const reason = isError(error) ? error.message : String(error);
    return { problems: [], unknown: `Nobody can tell what the catalog has: ${reason}` };
  }
}
