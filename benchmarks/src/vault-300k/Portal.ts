import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { type TopicRegistry, topicsServiceRef } from '@greenroom/plugin-portal-node';
import { vaultLeasesPlugin } from '@greenroom/plugin-vault-leases-backend';
import type { ViewTarget } from '../load';

/** The plugin in a backend with an empty catalog, over HTTP and by its topics; everybody may read everything. */
export class Portal {
  private constructor(
    private readonly url: string,
    readonly topics: TopicRegistry,
    readonly stop: () => Promise<void>,
  ) {}

  /** @param vault as it is configured */
  static async start(vault: object): Promise<Portal> {
    let topics: TopicRegistry | undefined;
    const viewers = createBackendPlugin({
      pluginId: 'viewers',
      register: env =>
        env.registerInit({
          deps: { registry: topicsServiceRef },
          async init({ registry }) {
            topics = registry;
          },
        }),
    });
    const config = JSON.parse(JSON.stringify({ vaultLeases: { vaults: [vault] } }));
    const backend = await startTestBackend({
      features: [
        vaultLeasesPlugin,
        viewers,
        mockServices.rootConfig.factory({ data: config }),
        catalogServiceMock.factory({ entities: [] }),
      ],
    });
    if (!topics) {
      throw new RangeError('the topics were not offered');
    }
    return new Portal(`http://127.0.0.1:${backend.server.port()}/api/vault-leases`, topics, () =>
      backend.stop(),
    );
  }

  /** What a page asks for. */
  target(path: string): ViewTarget {
    const headers = { authorization: mockCredentials.user.header('user:default/dana') };
    return { url: `${this.url}${path}`, headers };
  }
}
