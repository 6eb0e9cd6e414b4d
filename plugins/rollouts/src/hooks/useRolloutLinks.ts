import { useRouteRef } from '@backstage/frontend-plugin-api';
import type { RolloutRef } from '@greenroom/plugin-rollouts-common';
import { useMemo } from 'react';
import { rolloutRouteRef, rootRouteRef } from '../routes';

/** Addresses of this feature's pages: of what waits, of all rollouts with a filter, and of one. */
export function useRolloutLinks(): {
  queue: () => string;
  all: (filters?: Record<string, string>) => string;
  one: (rollout: RolloutRef) => string;
} {
  const root = useRouteRef(rootRouteRef);
  const rollout = useRouteRef(rolloutRouteRef);
  return useMemo(
    () => ({
      queue: () => `${root?.() ?? '/'}?view=queue`,
      all: filters => {
        const query = new URLSearchParams(filters).toString();
        return `${root?.() ?? '/'}${query && `?${query}`}`;
      },
      one: ({ cluster, namespace, kind, name }) => rollout?.({ cluster, namespace, kind, name }) ?? '/',
    }),
    [root, rollout],
  );
}
