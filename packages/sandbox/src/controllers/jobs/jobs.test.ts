import { at } from '../../kubernetes/json';
import { TestCluster } from '../__testUtils__/TestCluster';

const job = (name: string, image: string, spec: object = {}) => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name, namespace: 'default' },
  spec: {
    template: { spec: { restartPolicy: 'Never', containers: [{ name: 'app', image }] } },
    ...spec,
  },
});

describe('jobs', () => {
  let cluster: TestCluster;
  const conditions = (name: string) => {
    const found = cluster.get('jobs.batch', name)?.status?.conditions;
    return Array.isArray(found) ? found.map(each => `${at(each, 'type')}/${at(each, 'reason')}`) : [];
  };
  const pods = () => cluster.api.list('pods');

  beforeEach(() => {
    cluster = new TestCluster();
    cluster.images.set('lab/done', { outcome: 'completes', runSeconds: 3 });
    cluster.images.set('lab/fails', { outcome: 'crash', exitCode: 3 });
    cluster.images.set('lab/runs', { outcome: 'ready' });
  });

  it('run a pod until it has succeeded', () => {
    cluster.create('jobs.batch', job('one', 'lab/done'));
    cluster.pass(3);
    expect(cluster.get('jobs.batch', 'one')?.status).toMatchObject({
      active: 1,
      ready: 1,
      terminating: 0,
      uncountedTerminatedPods: {},
    });
    cluster.pass(5);
    expect(cluster.get('jobs.batch', 'one')?.status).toMatchObject({ succeeded: 1, ready: 0 });
    expect(conditions('one')).toEqual([
      'SuccessCriteriaMet/CompletionsReached',
      'Complete/CompletionsReached',
    ]);
    expect(pods()[0]?.metadata.finalizers).toBeUndefined();
    expect(cluster.events('one.')).toEqual([
      expect.stringMatching(/^SuccessfulCreate: Created pod: one-.{5}$/),
      'Completed: Job completed',
    ]);
  });

  it('try again after 10, 20, … seconds, until too many failed', () => {
    cluster.create('jobs.batch', job('bad', 'lab/fails', { backoffLimit: 2 }));
    cluster.pass(8);
    expect(pods()).toHaveLength(1);
    cluster.pass(10);
    expect(pods()).toHaveLength(2);
    cluster.pass(10);
    expect(pods()).toHaveLength(2);
    cluster.pass(20);
    expect(pods()).toHaveLength(3);
    expect(conditions('bad')).toEqual(['FailureTarget/BackoffLimitExceeded', 'Failed/BackoffLimitExceeded']);
    expect(cluster.get('jobs.batch', 'bad')?.status).toMatchObject({ failed: 3 });
    expect(cluster.events('bad.')).toContain(
      'BackoffLimitExceeded: Job has reached the specified backoff limit',
    );
  });
});
