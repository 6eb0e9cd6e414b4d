import { useRouteRef } from '@backstage/frontend-plugin-api';
import type { ApplicationRef } from '@greenroom/plugin-delivery-common';
import { useCallback } from 'react';
import { revertRouteRef } from '../routes';

/** The address of the page that goes back in git. */
export function useRevertLink(): (application: ApplicationRef, to?: string) => string {
  const route = useRouteRef(revertRouteRef);
  return useCallback(
    ({ cluster, namespace, name }, to) => {
      const query = new URLSearchParams({ cluster, namespace, application: name, ...(to && { to }) });
      return `${route?.() ?? '/'}?${query}`;
    },
    [route],
  );
}
