import { at } from '../../kubernetes/json';
import { type JsonValue } from '../../kubernetes/types';
import { TestCluster } from '../__testUtils__/TestCluster';
import { TestRollout } from '../__testUtils__/TestRollout';
import { limited, recommendation } from './scaling';

describe('the arithmetic', () => {
  it.each([
    [4, 1.05, 4],
    [4, 1.5, 6],
    [4, 0.5, 2],
    [3, 1.11, 4],
  ])('of %i pods used %f as wanted makes %i', (replicas, usage, expected) => {
    expect(recommendation(replicas, usage)).toBe(expected);
  });

  it.each([
    [1, 'TooFewReplicas', 2],
    [5, 'DesiredWithinRange', 5],
    [50, 'ScaleUpLimit', 7],
    [7, 'DesiredWithinRange', 7],
  ])('holds %i to its limits: %s', (recommended, reason, replicas) => {
    const { told, replicas: held } = limited(recommended, { min: 2, max: 10, current: 3 });
    expect([told.reason, held]).toEqual([reason, replicas]);
  });

  it('names the limit of all where that comes first', () => {
    expect(limited(9, { min: 2, max: 6, current: 3 })).toMatchObject({
      replicas: 6,
      told: { status: 'True', reason: 'TooManyReplicas' },
    });
  });
});

const query = 'pod_utilization{resource="cpu",namespace="default",name="web"}';

describe('an autoscaler', () => {
  let cluster: TestCluster;
  let rollout: TestRollout;

  beforeEach(() => {
    cluster = new TestCluster();
    rollout = new TestRollout(cluster, 'web');
  });

  function autoscale(spec: { [key: string]: JsonValue } = {}) {
    const target = { type: 'Utilization', averageUtilization: 70 };
    cluster.create('horizontalpodautoscalers.autoscaling', {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'web', namespace: 'default' },
      spec: {
        scaleTargetRef: { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: 'web' },
        minReplicas: 2,
        maxReplicas: 6,
        metrics: [{ type: 'Resource', resource: { name: 'cpu', target } }],
        ...spec,
      },
    });
  }

  const status = () => cluster.get('horizontalpodautoscalers.autoscaling', 'web')?.status;
  const conditions = () => {
    const all = status()?.conditions;
    return (Array.isArray(all) ? all : []).map(
      each => `${String(at(each, 'type'))}=${String(at(each, 'status'))} ${String(at(each, 'reason'))}`,
    );
  };

  it('cannot measure before there are pods, and then has what it needs', () => {
    autoscale();
    cluster.pass(0.2);
    expect(conditions()).toEqual([
      'AbleToScale=True SucceededGetScale',
      'ScalingActive=False FailedGetResourceMetric',
    ]);
    cluster.pass(20);
    expect(conditions()).toEqual([
      'AbleToScale=True ScaleDownStabilized',
      'ScalingActive=True ValidMetricFound',
      'ScalingLimited=False DesiredWithinRange',
    ]);
    expect(status()).toMatchObject({ currentReplicas: 2, desiredReplicas: 2 });
    expect(status()?.currentMetrics).toMatchObject([
      { type: 'Resource', resource: { name: 'cpu', current: { averageUtilization: expect.any(Number) } } },
    ]);
  });

  it('scales a Rollout up to its maximum, and down again when it has been quiet for a while', () => {
    autoscale({ behavior: { scaleDown: { stabilizationWindowSeconds: 60 } } });
    cluster.metrics.set(query, 350);
    cluster.pass(40);
    expect(rollout.object.spec?.replicas).toBe(6);
    expect(conditions()).toContain('ScalingLimited=True TooManyReplicas');
    expect(cluster.events('web')).toContain(
      'SuccessfulRescale: New size: 6; reason: cpu resource utilization (percentage of request) above target',
    );
    cluster.metrics.set(query, 30);
    cluster.pass(30);
    expect(rollout.object.spec?.replicas).toBe(6);
    expect(conditions()).toContain('AbleToScale=True ScaleDownStabilized');
    cluster.pass(60);
    expect(rollout.object.spec?.replicas).toBe(2);
    expect(rollout.status.phase).toBe('Healthy');
    expect(cluster.errors).toEqual([]);
  });

  it('says what it cannot find', () => {
    autoscale({ scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'none' } });
    cluster.pass(1);
    expect(conditions()).toEqual(['AbleToScale=False FailedGetScale']);
    expect(cluster.events('web')).toContain('FailedGetScale: deployments.apps "none" not found');
  });
});
