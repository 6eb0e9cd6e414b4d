import { at } from '../../../kubernetes/json';
import { TestCluster } from '../../__testUtils__/TestCluster';
import { TestRollout } from '../../__testUtils__/TestRollout';
import { type JsonObject } from '../../views';

const resource = 'analysisruns.argoproj.io';
const query = 'sum(rate(errors{service="shop"}[1m]))';
const prometheus = {
  prometheus: { address: 'http://prometheus', query: 'sum(rate(errors{service="{{args.service}}"}[1m]))' },
};

describe('analysis runs', () => {
  let cluster: TestCluster;
  beforeEach(() => {
    cluster = new TestCluster();
    cluster.pass(1);
  });
  afterEach(() => cluster.controllers.stop());

  function run(metrics: JsonObject[], spec: JsonObject = {}): void {
    cluster.create(resource, {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AnalysisRun',
      metadata: { name: 'run', namespace: 'default' },
      spec: { args: [{ name: 'service', value: 'shop' }], metrics, ...spec },
    });
  }

  const status = () => cluster.get(resource, 'run')?.status;
  const values = (index = 0) => {
    const measurements = at(status(), 'metricResults', String(index), 'measurements');
    return Array.isArray(measurements) ? measurements.map(each => at(each, 'value')) : [];
  };
  const metric = (more: JsonObject = {}) => ({
    name: 'errors',
    interval: '5s',
    count: 3,
    successCondition: 'len(result) == 0 || result[0] < 0.05',
    provider: prometheus,
    ...more,
  });

  it('ask with their arguments filled in, at their interval, and keep the values', () => {
    cluster.metrics.set(query, 0.01);
    run([metric()]);
    cluster.pass(6);
    expect(status()).toMatchObject({ phase: 'Running' });
    expect(values()).toEqual(['[0.01]', '[0.01]']);
    cluster.metrics.delete(query);
    cluster.pass(5);
    expect(values()).toEqual(['[0.01]', '[0.01]', '[]']);
    expect(status()).toMatchObject({
      phase: 'Successful',
      runSummary: { count: 1, successful: 1 },
      metricResults: [
        { name: 'errors', phase: 'Successful', count: 3, successful: 3, consecutiveSuccess: 3 },
      ],
    });
    expect(status()).toHaveProperty('completedAt');
  });

  it('bear as many failures as their limit', () => {
    cluster.metrics.set(query, 0.5);
    run([metric({ failureLimit: 1 })]);
    cluster.pass(2);
    expect(status()).toMatchObject({ phase: 'Running' });
    cluster.pass(5);
    expect(status()).toMatchObject({
      phase: 'Failed',
      message: 'Metric "errors" assessed Failed due to failed (2) > failureLimit (1)',
    });
  });

  it('try again ten seconds after an error, up to consecutiveErrorLimit', () => {
    cluster.metrics.set(query, 'Post "http://prometheus": connection refused');
    run([metric({ consecutiveErrorLimit: 1 })]);
    cluster.pass(9);
    expect(status()).toMatchObject({ phase: 'Running' });
    cluster.pass(3);
    expect(status()).toMatchObject({
      phase: 'Error',
      message:
        'Metric "errors" assessed Error due to consecutiveErrors (2) > consecutiveErrorLimit (1): "Error Message: Post "http://prometheus": connection refused"',
    });
  });

  it('end all metrics when one has failed, and are as bad as the worst', () => {
    cluster.metrics.set(query, 0.5);
    cluster.metrics.set('up', 1);
    const up = {
      name: 'up',
      interval: '5s',
      count: 100,
      successCondition: 'result[0] == 1',
      provider: { prometheus: { query: 'up' } },
    };
    run([up, metric()]);
    cluster.pass(2);
    expect(status()).toMatchObject({
      phase: 'Failed',
      metricResults: [
        { name: 'up', phase: 'Successful' },
        { name: 'errors', phase: 'Failed' },
      ],
      runSummary: { count: 2, successful: 1, failed: 1 },
    });
  });

  it('do not fail for a metric that runs dry', () => {
    cluster.metrics.set(query, 0.5);
    run([metric({ count: 1 })], { dryRun: [{ metricName: 'errors' }] });
    cluster.pass(2);
    expect(status()).toMatchObject({ phase: 'Successful', dryRunSummary: { count: 1, failed: 1 } });
  });

  it('wait for their initial delay', () => {
    cluster.metrics.set(query, 0.01);
    run([metric({ initialDelay: '30s', count: 1 })]);
    cluster.pass(29);
    expect(values()).toEqual([]);
    cluster.pass(2);
    expect(status()).toMatchObject({ phase: 'Successful' });
  });

  it('that are terminated before a verdict are Successful with "Run Terminated"', () => {
    cluster.metrics.set(query, 0.01);
    run([metric({ count: 100 })]);
    cluster.pass(7);
    cluster.api.patch({ resource, namespace: 'default', name: 'run' }, { spec: { terminate: true } });
    cluster.pass(1);
    expect(status()).toMatchObject({ phase: 'Successful', message: 'Run Terminated' });
  });

  it.each([
    [
      [metric({ interval: null })],
      {},
      'Analysis spec invalid: metrics[0]: interval must be specified when count > 1',
    ],
    [[], {}, 'Analysis spec invalid: no metrics specified'],
    [[metric()], { args: [] }, 'Unable to resolve metric arguments: failed to resolve {{args.service}}'],
  ])('say what is wrong with their spec (%#)', (metrics, spec, message) => {
    run(metrics, spec);
    cluster.pass(1);
    expect(status()).toMatchObject({ phase: 'Error', message });
  });

  it('get the arguments of their rollout', () => {
    cluster.create('analysistemplates.argoproj.io', {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AnalysisTemplate',
      metadata: { name: 'errors', namespace: 'default' },
      spec: {
        args: [{ name: 'service' }, { name: 'hash' }, { name: 'region', value: 'eu' }],
        metrics: [metric({ count: 1 })],
      },
    });
    cluster.metrics.set(query, 0.01);
    const rollout = new TestRollout(cluster, 'shop', {
      prePromotionAnalysis: {
        templates: [{ templateName: 'errors' }],
        args: [
          { name: 'service', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
          { name: 'hash', valueFrom: { podTemplateHashValue: 'Latest' } },
        ],
      },
    });
    rollout.until('Healthy');
    rollout.setImage('lab/app:2');
    rollout.until('Paused');
    const [made] = rollout.runs();
    expect(made?.spec?.args).toEqual([
      { name: 'service', value: 'shop' },
      { name: 'hash', value: rollout.status.currentPodHash },
      { name: 'region', value: 'eu' },
    ]);
    expect(made?.status).toMatchObject({ phase: 'Successful' });
  });
});
