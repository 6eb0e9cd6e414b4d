import { useRouteRef } from '@backstage/frontend-plugin-api';
import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import { roleKey, type RoleRef } from '@greenroom/plugin-vault-leases-common';
import { useMemo } from 'react';
import { rootRouteRef } from '../routes';

export interface VaultLinks {
  all: () => string;
  vault: (name: string) => string;
  /** @param page - of its leases, from 0 */
  role: (ref: RoleRef, page?: number) => string;
  /** The Leases tab of a service. */
  service: (entityRef: string) => string;
}

/** Addresses of this feature's pages. */
export function useVaultLinks(): VaultLinks {
  const root = useRouteRef(rootRouteRef);
  const entity = useEntityRefLink();
  return useMemo(() => {
    const all = () => root?.() ?? '/';
    return {
      all,
      vault: name => `${all()}/${encodeURIComponent(name)}`,
      role: (ref, page = 0) => `${all()}/${roleKey(ref)}${page === 0 ? '' : `?page=${page + 1}`}`,
      service: entityRef => `${entity(entityRef)}/leases`,
    };
  }, [root, entity]);
}
