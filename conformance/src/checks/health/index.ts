import { expect } from 'expect';
import { z } from 'zod';
import type { Check } from '../../Check';
import type { CheckContext } from '../../CheckContext';
import { core } from '../../CheckContext';
import { eventually } from '../../eventually';
import { at, listAt, textAt } from '../../json';
import { appsOf, pod, RUNS } from '../workloads/making';
import { fleet } from './fleet';
import { ReadHealth } from './ReadHealth';
import { rights } from './rights';

/** More than any node has. */
const TOO_MUCH = { resources: { requests: { cpu: '100k' } } };

function deployment(name: string, replicas: number, container: object = {}) {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      replicas,
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: { containers: [{ name: 'app', image: RUNS, ...container }] },
      },
    },
  };
}

async function deploy(context: CheckContext, name: string, replicas: number, container?: object) {
  await context.api.create(appsOf(context, 'deployments'), deployment(name, replicas, container));
}

const conditionSchema = z.looseObject({ type: z.string(), message: z.string().optional() });

/** What the scheduler says of a pod of the check's namespace. */
async function schedulerOf({ api, namespace }: CheckContext): Promise<string> {
  const [waiting] = await api.list(`/api/v1/namespaces/${namespace}/pods`);
  const conditions = listAt(waiting, 'status', 'conditions').map(one => conditionSchema.parse(one));
  const said = conditions.find(({ type }) => type === 'PodScheduled')?.message;
  expect(said).toBeTruthy();
  return said ?? '';
}

/** How the portal reads what runs in a cluster, beside what the cluster's own API says of it. */
export const healthChecks: readonly Check[] = [
  ...rights,
  {
    id: 'health/healthy',
    title: 'a deployment whose pods are ready reads healthy, with the API’s own counts',
    async run(context) {
      const { api } = context;
      await deploy(context, 'web', 3);
      const health = ReadHealth.of(context);
      const row = await health.untilWorkload('web', { verdict: { state: 'healthy' } });
      const there = await api.get(appsOf(context, 'deployments', 'web'));
      const count = (field: string) => at(there, 'status', field);
      expect(row).toMatchObject({
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        namespace: context.namespace,
        uid: textAt(there, 'metadata', 'uid'),
        replicas: {
          desired: 3,
          ready: count('readyReplicas'),
          available: count('availableReplicas'),
          updated: count('updatedReplicas'),
        },
        pods: { ready: 3, starting: 0, pending: 0, failing: 0, ended: 0 },
      });
      expect(health.rows('problem')).toEqual([]);
    },
  },
  {
    id: 'health/no-room',
    title: 'a pod that fits nowhere is told in the scheduler’s words, since when, with its object',
    async run(context) {
      await deploy(context, 'large', 1, TOO_MUCH);
      const health = ReadHealth.of(context);
      const problem = await health.untilProblem('pod-unschedulable', { state: 'waiting' });
      const said = await eventually(() => schedulerOf(context));
      expect(said).toMatch(/Insufficient cpu/);
      expect(problem.text).toMatch(/cpu/i);
      expect(Date.parse(problem.since ?? '')).toBeLessThanOrEqual(Date.now() + 1_000);
      expect(problem.object).toMatchObject({ namespace: context.namespace });
      await health.untilWorkload('large', { verdict: { state: 'waiting' } });
    },
  },
  {
    id: 'health/quota',
    title: 'a quota that is used up is told, and who is refused for it',
    async run(context) {
      const { api } = context;
      await api.create(core(context, 'resourcequotas'), {
        apiVersion: 'v1',
        kind: 'ResourceQuota',
        metadata: { name: 'few' },
        spec: { hard: { pods: '1' } },
      });
      await eventually(async () => {
        const quota = await api.get(core(context, 'resourcequotas', 'few'));
        expect(at(quota, 'status', 'hard', 'pods')).toBe('1');
      });
      await deploy(context, 'many', 2);
      const health = ReadHealth.of(context);
      await health.untilProblem('quota-exhausted', {
        object: expect.objectContaining({ kind: 'ResourceQuota', name: 'few' }),
      });
      await health.untilWorkload('many', { replicas: expect.objectContaining({ desired: 2, ready: 1 }) });
    },
  },
  {
    id: 'health/budget',
    title: 'a disruption budget that lets no pod go is told',
    async run(context) {
      const { api, namespace } = context;
      await api.create(`/apis/policy/v1/namespaces/${namespace}/poddisruptionbudgets`, {
        apiVersion: 'policy/v1',
        kind: 'PodDisruptionBudget',
        metadata: { name: 'all-of-them' },
        spec: { minAvailable: 3, selector: { matchLabels: { app: 'guarded' } } },
      });
      await deploy(context, 'guarded', 2);
      const health = ReadHealth.of(context);
      await health.untilProblem('budget-violated', {
        object: expect.objectContaining({ kind: 'PodDisruptionBudget', name: 'all-of-them' }),
      });
    },
  },
  {
    id: 'health/service-without-endpoints',
    title: 'a service whose selector matches no pod is told, and no longer when one comes',
    async run(context) {
      const { api } = context;
      await api.create(core(context, 'services'), {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'nobody' },
        spec: { selector: { app: 'nobody' }, ports: [{ port: 80 }] },
      });
      const health = ReadHealth.of(context);
      const object = expect.objectContaining({ kind: 'Service', name: 'nobody' });
      // What is younger than a minute may still get its endpoints.
      await health.untilProblem('service-selects-nothing', { object }, 80_000);
      await api.create(core(context, 'pods'), {
        ...pod('one'),
        metadata: { name: 'one', labels: { app: 'nobody' } },
      });
      await eventually(() => expect(health.rows('problem')).toEqual([]), 40_000);
    },
  },
  fleet,
];
