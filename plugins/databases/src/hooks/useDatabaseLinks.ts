import { useRouteRef } from '@backstage/frontend-plugin-api';
import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import { useMemo } from 'react';
import { rootRouteRef } from '../routes';

export interface DatabaseLinks {
  all: () => string;
  /** An id is written as a URL has it, but for its slashes, which part it there too. */
  one: (id: string) => string;
  /** The Database tab of a service. */
  service: (entityRef: string) => string;
}

/** Addresses of this feature's pages. */
export function useDatabaseLinks(): DatabaseLinks {
  const root = useRouteRef(rootRouteRef);
  const entity = useEntityRefLink();
  return useMemo(() => {
    const all = () => root?.() ?? '/';
    return {
      all,
      one: id => `${all()}/${id.split('/').map(encodeURIComponent).join('/')}`,
      service: entityRef => `${entity(entityRef)}/database`,
    };
  }, [root, entity]);
}
