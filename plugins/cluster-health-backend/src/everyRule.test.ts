import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { Problem, Unseen, WorkloadRow } from '@greenroom/plugin-cluster-health-common';
import { until } from '@greenroom/plugin-portal-node/testUtils';
import { startSandbox } from '@greenroom/sandbox';
import { startHealth } from './__testUtils__/startHealth';
import { rules } from './reading';

/** The clusters of the world in which something is wrong. */
const clusters = ['eks-prod', 'eks-staging', 'scw-par-1', 'metal-1'];

/** The sandbox's world `rules`, read through its API by the cache and told by the routes of the page. */
describe('in a world in which everything is wrong once', () => {
  const directory = mkdtempSync(join(tmpdir(), 'rules-'));
  const file = join(directory, 'kubeconfig');
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;
  let portal: Awaited<ReturnType<typeof startHealth>>;

  beforeAll(async () => {
    sandbox = await startSandbox({ state: directory, world: 'rules' });
    portal = await startHealth({
      config: {
        kubernetes: { clusters: clusters.map(name => ({ name, kubeconfig: { file, context: name } })) },
      },
      policy: () => ({ result: AuthorizeResult.ALLOW }),
    });
  }, 60_000);

  afterAll(async () => {
    await sandbox.stop();
    rmSync(directory, { recursive: true });
  });

  async function problemsOf(cluster: string): Promise<Problem[]> {
    const { body } = await portal.get('dana', `/clusters/${cluster}`);
    return body.problems ?? [];
  }

  it('every rule finds something, and nothing is found by any other', async () => {
    const found = new Set<string>();
    const hasFound = (count: number) => async () => {
      for (const problem of (await Promise.all(clusters.map(problemsOf))).flat()) {
        found.add(problem.rule);
      }
      return found.size >= count;
    };
    const all = Object.keys(rules).length;
    await until(hasFound(all - 1), 60_000).catch(() => undefined);
    // An autoscaler that goes up and down is known by who watches it: for minutes, of the sandbox's time.
    sandbox.setSpeed(100);
    await until(hasFound(all), 60_000).catch(() => undefined);
    expect([...found].sort()).toEqual(Object.keys(rules).sort());
  }, 150_000);

  it('what is used is told where it is measured, and elsewhere that it is not', async () => {
    const nodesOf = async (cluster: string) =>
      (await portal.get('dana', `/clusters/${cluster}/nodes`)).body.items;
    const isMeasured = async () => (await nodesOf('eks-staging'))?.[0]?.capacity?.cpuCores.used > 0;
    await until(isMeasured, 60_000);
    const { body } = await portal.get('dana', '/clusters/eks-staging');
    expect(body.workloads.some((row: WorkloadRow) => (row.usage?.memoryBytes ?? 0) > 0)).toBe(true);
    const summaryOf = async () => (await portal.get('dana', '/clusters/eks-prod')).body.summary;
    const metricsOf = async () => (await summaryOf())?.unseen.find(({ part }: Unseen) => part === 'metrics');
    await until(async () => (await metricsOf()) !== undefined, 40_000);
    expect(await metricsOf()).toMatchObject({
      why: 'not-installed',
      text: 'no metrics: metrics-server is not installed',
    });
    expect((await summaryOf()).nodes.all).toBeGreaterThan(0);
  }, 90_000);
});
