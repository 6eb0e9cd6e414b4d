import { TestCluster } from '../__testUtils__/TestCluster';
import { TestRollout } from '../__testUtils__/TestRollout';

const budgets = 'poddisruptionbudgets.policy';

it.each([
  [{ maxUnavailable: 1 }, { desiredHealthy: 1, disruptionsAllowed: 1 }, 'SufficientPods'],
  [{ minAvailable: 2 }, { desiredHealthy: 2, disruptionsAllowed: 0 }, 'InsufficientPods'],
  [{ minAvailable: '50%' }, { desiredHealthy: 1, disruptionsAllowed: 1 }, 'SufficientPods'],
])('a budget of %j says what may go', (spec, expected, reason) => {
  const cluster = new TestCluster();
  new TestRollout(cluster, 'web').until('Healthy');
  cluster.create(budgets, {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'web', namespace: 'default' },
    spec: { ...spec, selector: { matchLabels: { app: 'web' } } },
  });
  cluster.pass(1);
  expect(cluster.get(budgets, 'web')?.status).toMatchObject({
    ...expected,
    currentHealthy: 2,
    expectedPods: 2,
    observedGeneration: 1,
    conditions: [{ type: 'DisruptionAllowed', reason }],
  });
});

it('a budget counts what its pods are wanted for, not what is there', () => {
  const cluster = new TestCluster();
  const rollout = new TestRollout(cluster, 'web');
  cluster.images.set('lab/app:1', { outcome: 'never-ready' });
  cluster.create(budgets, {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'web', namespace: 'default' },
    spec: { maxUnavailable: 1, selector: { matchLabels: { app: 'web' } } },
  });
  cluster.pass(5);
  expect(rollout.status.phase).toBe('Progressing');
  expect(cluster.get(budgets, 'web')?.status).toMatchObject({
    currentHealthy: 0,
    desiredHealthy: 1,
    disruptionsAllowed: 0,
    expectedPods: 2,
  });
});
