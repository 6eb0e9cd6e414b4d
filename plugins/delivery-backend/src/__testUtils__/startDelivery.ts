import type { Clusters } from '@greenroom/cluster-access';
import { provideClusters } from '@greenroom/cluster-access/testUtils';
import { type FeatureBackendOptions, startFeature } from '@greenroom/plugin-portal-node/testUtils';
import { deliveryPlugin } from '../plugin';

export interface DeliveryBackendOptions extends Omit<FeatureBackendOptions, 'features'> {
  /** Absent: those of the configuration. */
  clusters?: Clusters;
}

/** The real plugin behind a real server; the permission policy is the test's. */
export async function startDelivery({ clusters, ...options }: DeliveryBackendOptions) {
  return startFeature('delivery', {
    ...options,
    features: [deliveryPlugin, ...(clusters ? [provideClusters(clusters)] : [])],
  });
}
