import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { type SourceRegistry, sourcesServiceRef } from '@greenroom/plugin-portal-node';
import { ScriptedApiServer } from './__testUtils__/ScriptedApiServer';
import { tlsFile } from './__testUtils__/tls';
import { eventually, expectedRows, heldRows, widgetsKind } from './__testUtils__/watching';
import { clustersServiceRef } from './LiveClusters';
import type { Clusters } from './types';

describe('clustersServiceRef', () => {
  it('gives all configured clusters, tells the sources of them, and stops cleanly', async () => {
    const server = await new ScriptedApiServer().listen();
    server.put('widgets', 'a', 'one', { value: 1 });
    let clusters: Clusters | undefined;
    let sources: SourceRegistry | undefined;
    const feature = createBackendPlugin({
      pluginId: 'feature',
      register(env) {
        env.registerInit({
          deps: { given: clustersServiceRef, registry: sourcesServiceRef },
          async init({ given, registry }) {
            clusters = given;
            sources = registry;
          },
        });
      },
    });
    const entries = [
      {
        name: 'eks-prod',
        title: 'Production',
        url: server.url,
        caFile: tlsFile('ca.crt'),
        token: 'secret-token',
      },
      { name: 'wrong', kubeconfig: { file: '/nowhere' } },
      { name: 'worse' },
    ];
    const backend = await startTestBackend({
      features: [feature, mockServices.rootConfig.factory({ data: { kubernetes: { clusters: entries } } })],
    });

    expect(clusters?.names()).toEqual(['eks-prod', 'wrong', 'worse']);
    expect(clusters?.get('eks-prod').title).toBe('Production');
    expect(() => clusters?.get('eks-test')).toThrow(
      'there is no cluster eks-test: configured are eks-prod, wrong, worse',
    );
    const collection = clusters?.get('eks-prod').watch(widgetsKind());
    await eventually(() => expect(collection && heldRows(collection)).toEqual(expectedRows(server)));
    await eventually(() =>
      expect(sources?.reports().map(({ id, freshness }) => [id, freshness])).toEqual([
        ['cluster:eks-prod', 'live'],
        ['cluster:worse', 'unreachable'],
        ['cluster:wrong', 'unreachable'],
      ]),
    );
    const [, worse] = sources?.reports() ?? [];
    expect(worse).toMatchObject({
      reason: 'kubernetes.clusters[2]: give one of kubeconfig, inCluster or url',
      cure: 'Correct it in the portal’s configuration and restart the portal.',
    });
    expect(JSON.stringify(sources?.reports())).not.toContain('secret-token');

    await backend.stop();
    const asked = server.seen.length;
    await new Promise(resolve => setTimeout(resolve, 300));
    expect(server.seen).toHaveLength(asked);
    await server.kill();
  }, 30_000);
});
