import type { Clusters } from '@greenroom/cluster-access';
import { provideClusters } from '@greenroom/cluster-access/testUtils';
import { type FeatureBackendOptions, startFeature } from '@greenroom/plugin-portal-node/testUtils';
import { clusterHealthPlugin } from '../plugin';

export interface HealthBackendOptions extends Omit<FeatureBackendOptions, 'features'> {
  /** Absent: those of the configuration. */
  clusters?: Clusters;
}

/** The real plugin behind a real server; the permission policy is the test's. */
export async function startHealth({ clusters, ...options }: HealthBackendOptions) {
  return startFeature('cluster-health', {
    ...options,
    features: [clusterHealthPlugin, ...(clusters ? [provideClusters(clusters)] : [])],
  });
}
