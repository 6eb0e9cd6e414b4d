import { createServiceFactory, type ServiceFactory } from '@backstage/backend-plugin-api';
import { clustersServiceRef } from '../LiveClusters';
import type { Clusters } from '../types';

/** The clusters of a test, as a feature of its backend, in the place of those that the configuration names. */
export function provideClusters(clusters: Clusters): ServiceFactory {
  return createServiceFactory({ service: clustersServiceRef, deps: {}, factory: () => clusters });
}
