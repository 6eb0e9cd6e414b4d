import { useRouteRef } from '@backstage/frontend-plugin-api';
import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import type { ObjectLink } from '@greenroom/plugin-cluster-health-common';
import { useMemo } from 'react';
import { placeOfObject } from '../cluster/tabs';
import { clusterRouteRef, rootRouteRef } from '../routes';

export interface HealthLinks {
  all: () => string;
  one: (cluster: string, query?: Record<string, string>) => string;
  /** Where the page of a cluster shows an object. */
  object: (cluster: string, object: ObjectLink) => string;
  /** The Health tab of a service. */
  service: (entityRef: string) => string;
}

/** Addresses of this feature's pages. */
export function useHealthLinks(): HealthLinks {
  const root = useRouteRef(rootRouteRef);
  const cluster = useRouteRef(clusterRouteRef);
  const entity = useEntityRefLink();
  return useMemo(() => {
    const one = (name: string, query: Record<string, string> = {}) => {
      const asked = new URLSearchParams(query).toString();
      return `${cluster?.({ name }) ?? '/'}${asked && `?${asked}`}`;
    };
    return {
      all: () => root?.() ?? '/',
      one,
      object: (name, object) => one(name, placeOfObject(object)),
      service: entityRef => `${entity(entityRef)}/health`,
    };
  }, [root, cluster, entity]);
}
