import { expect } from 'expect';
import type { Check } from '../../Check';
import type { CheckContext } from '../../CheckContext';
import { listAt, textAt, at } from '../../json';
import { appsOf, RUNS } from '../workloads/making';
import { ReadHealth } from './ReadHealth';

const PODS = 2_000;
const DEPLOYMENTS = 40;

/** How many pods more fit on the nodes, as these count it themselves. */
async function room({ api }: CheckContext): Promise<number> {
  const nodes = await api.list('/api/v1/nodes');
  const pods = await api.list('/api/v1/pods');
  const most = nodes.reduce((sum, node) => sum + counted(at(node, 'status', 'allocatable', 'pods')), 0);
  return most - pods.length;
}

/** A quantity that counts things: `110`, and `1k` for a thousand. */
function counted(quantity: unknown): number {
  const [, number, thousands] = /^(\d+)(k?)$/.exec(String(quantity)) ?? [];
  return Number(number) * (thousands === 'k' ? 1_000 : 1);
}

function isReady(pod: unknown): boolean {
  return listAt(pod, 'status', 'conditions').some(
    one => textAt(one, 'type') === 'Ready' && textAt(one, 'status') === 'True',
  );
}

/** On a server whose nodes have no room for them as many as fit. */
export const fleet: Check = {
  id: 'health/two-thousand-pods',
  isAlone: true,
  title: 'two thousand pods are counted as the API counts them, and read healthy when they are ready',
  async run(context) {
    const { api, namespace } = context;
    const replicas = Math.floor(Math.min(PODS, (await room(context)) / 2) / DEPLOYMENTS);
    expect(replicas).toBeGreaterThan(0);
    for (let index = 0; index < DEPLOYMENTS; index += 1) {
      const name = `fleet-${index}`;
      const labels = { app: name };
      await api.create(appsOf(context, 'deployments'), {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name },
        spec: {
          replicas,
          selector: { matchLabels: labels },
          template: { metadata: { labels }, spec: { containers: [{ name: 'app', image: RUNS }] } },
        },
      });
    }
    const health = ReadHealth.of(context);
    for (let index = 0; index < DEPLOYMENTS; index += 1) {
      const expected = { verdict: { state: 'healthy' }, pods: { ready: replicas, starting: 0 } };
      await health.untilWorkload(`fleet-${index}`, expected, 110_000);
    }
    const pods = await api.list(`/api/v1/namespaces/${namespace}/pods`);
    expect(pods).toHaveLength(DEPLOYMENTS * replicas);
    expect(pods.filter(isReady)).toHaveLength(DEPLOYMENTS * replicas);
    const read = health.rows('workload').reduce((sum, row) => sum + row.pods.ready, 0);
    expect(read).toBe(DEPLOYMENTS * replicas);
    expect(health.rows('problem')).toEqual([]);
  },
};
