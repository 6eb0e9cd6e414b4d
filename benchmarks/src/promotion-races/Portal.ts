import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { type Clusters, clustersServiceRef } from '@greenroom/cluster-access';
import {
  ArgoRolloutWriter,
  RolloutsService,
  type WriterClock,
  writerClock,
} from '@greenroom/plugin-rollouts-backend';
import { KubernetesClaims, processPollClock } from '@greenroom/plugin-portal-node';
import type { Target } from './Target';

/** The cache, the readings and the writer as the portal wires them, by configuration. */
export class Portal {
  private constructor(
    readonly clusters: Clusters,
    readonly rollouts: RolloutsService,
    readonly writer: ArgoRolloutWriter,
    readonly stop: () => Promise<void>,
  ) {}

  static async start({ kubeconfig, context, speed }: Target): Promise<Portal> {
    let found: Clusters | undefined;
    const plugin = createBackendPlugin({
      pluginId: 'promotion-races',
      register: env =>
        env.registerInit({
          deps: { clusters: clustersServiceRef },
          async init({ clusters }) {
            found = clusters;
          },
        }),
    });
    const clusters = [{ name: 'races', kubeconfig: { file: kubeconfig, context } }];
    const backend = await startTestBackend({
      features: [
        plugin,
        mockServices.rootConfig.factory({ data: { kubernetes: { clusters } } }),
        mockServices.rootLifecycle.factory(),
      ],
    });
    if (!found) {
      throw new RangeError('the clusters service did not start');
    }
    const rollouts = new RolloutsService({
      clusters: found,
      entities: new KubernetesClaims(),
      soon: setImmediate,
      clock: processPollClock,
    });
    const writer = new ArgoRolloutWriter({ clusters: found, rollouts, clock: fasterClock(speed) });
    return new Portal(found, rollouts, writer, async () => {
      writer.close();
      rollouts.close();
      await backend.stop();
    });
  }
}

/** Our waits pass as much faster as the cluster does. */
function fasterClock(speed: number): WriterClock {
  return {
    now: writerClock.now,
    elapsed: () => writerClock.elapsed() * speed,
    sleep: (milliseconds, signal) => writerClock.sleep(milliseconds / speed, signal),
  };
}
