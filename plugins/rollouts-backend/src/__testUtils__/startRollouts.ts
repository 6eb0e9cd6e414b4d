import { createServiceFactory } from '@backstage/backend-plugin-api';
import { AuthorizeResult, type PolicyDecision } from '@backstage/plugin-permission-common';
import { type NotificationSendOptions, notificationService } from '@backstage/plugin-notifications-node';
import type { Clusters } from '@greenroom/cluster-access';
import { provideClusters } from '@greenroom/cluster-access/testUtils';
import {
  type FeatureBackendOptions,
  startFeature,
  type TestPolicy,
} from '@greenroom/plugin-portal-node/testUtils';
import { rolloutsPlugin } from '../plugin';

export interface RolloutsBackendOptions extends Pick<FeatureBackendOptions, 'entities' | 'config'> {
  /** Absent: those of the configuration. */
  clusters?: Clusters;
  /** What the permission policy answers a person; nobody else may anything. */
  policy: Readonly<Record<string, PolicyDecision>> | TestPolicy;
}

/** The real plugin behind a real server; the permission policy is the test's. */
export async function startRollouts({ clusters, policy, ...options }: RolloutsBackendOptions) {
  const told: NotificationSendOptions[] = [];
  const backend = await startFeature('rollouts', {
    ...options,
    policy:
      typeof policy === 'function' ? policy : person => policy[person] ?? { result: AuthorizeResult.DENY },
    features: [
      rolloutsPlugin,
      ...(clusters ? [provideClusters(clusters)] : []),
      createServiceFactory({
        service: notificationService,
        deps: {},
        factory: () => ({ send: async notification => void told.push(notification) }),
      }),
    ],
  });
  /** What people were told. */
  return { ...backend, told };
}
