import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { type Clusters, clustersServiceRef } from '@greenroom/cluster-access';
import { RolloutsService } from '@greenroom/plugin-rollouts-backend';
import type { Rollout } from '@greenroom/plugin-rollouts-common';
import { KubernetesClaims, processPollClock } from '@greenroom/plugin-portal-node';
import { NotRun } from '../Check';

/** One entry of `kubernetes.clusters`. */
export type ClusterEntry = { name: string } & (
  { kubeconfig: { file: string; context: string } } | { url: string; caData: string; token: string }
);

/** The cache and the readings as the portal wires them: from configuration, by the service's own factory. */
export class Portal {
  private closing: Promise<void> | undefined;

  private constructor(
    readonly clusters: Clusters,
    readonly rollouts: RolloutsService,
    private readonly close: () => Promise<void>,
  ) {}

  static async start(entries: ClusterEntry[]): Promise<Portal> {
    let found: Clusters | undefined;
    const plugin = createBackendPlugin({
      pluginId: 'conformance',
      register: env =>
        env.registerInit({
          deps: { clusters: clustersServiceRef },
          async init({ clusters }) {
            found = clusters;
          },
        }),
    });
    const backend = await startTestBackend({
      features: [
        plugin,
        mockServices.rootConfig.factory({ data: { kubernetes: { clusters: entries } } }),
        mockServices.rootLifecycle.factory(),
      ],
    });
    if (!found) {
      throw new NotRun('the clusters service did not start');
    }
    const rollouts = new RolloutsService({
      clusters: found,
      entities: new KubernetesClaims(),
      soon: setImmediate,
      clock: processPollClock,
    });
    return new Portal(found, rollouts, async () => {
      rollouts.close();
      await backend.stop();
    });
  }

  /** How a rollout reads now. */
  reading(cluster: string, namespace: string, name: string): Rollout | undefined {
    return this.rollouts.entries().get(`${cluster}/${namespace}/rollout/${name}`)?.rollout;
  }

  /** Once, however often it is asked for. */
  stop(): Promise<void> {
    this.closing ??= this.close();
    return this.closing;
  }
}
