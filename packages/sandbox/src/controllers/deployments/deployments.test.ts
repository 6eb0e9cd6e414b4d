import { at } from '../../kubernetes/json';
import { TestCluster } from '../__testUtils__/TestCluster';
import { type JsonObject } from '../views';
import { rollingStep } from './rollingUpdate';

const key = { resource: 'deployments.apps', namespace: 'default', name: 'web' };

function deployment(spec: JsonObject = {}): Parameters<TestCluster['create']>[1] {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'default' },
    spec: {
      replicas: 4,
      progressDeadlineSeconds: 60,
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { containers: [{ name: 'app', image: 'lab/app:1' }] },
      },
      ...spec,
    },
  };
}

describe('Deployments', () => {
  let cluster: TestCluster;
  beforeEach(() => {
    cluster = new TestCluster();
    cluster.pass(1);
  });
  afterEach(() => cluster.controllers.stop());

  const status = () => cluster.get(key.resource, 'web')?.status;
  const condition = (type: string) => {
    const conditions = at(status(), 'conditions');
    return Array.isArray(conditions) ? conditions.find(each => at(each, 'type') === type) : undefined;
  };
  const setImage = (image: string) =>
    cluster.api.patch(key, { spec: { template: { spec: { containers: [{ name: 'app', image }] } } } });
  const pods = () => cluster.api.list('pods').filter(({ metadata }) => !metadata.deletionTimestamp);

  it('come up, with their conditions and revision', () => {
    cluster.create(key.resource, deployment());
    cluster.pass(5);
    expect(status()).toMatchObject({
      observedGeneration: 1,
      replicas: 4,
      updatedReplicas: 4,
      readyReplicas: 4,
      availableReplicas: 4,
    });
    expect(status()).not.toHaveProperty('unavailableReplicas');
    expect(condition('Available')).toMatchObject({ status: 'True', reason: 'MinimumReplicasAvailable' });
    expect(condition('Progressing')).toMatchObject({ status: 'True', reason: 'NewReplicaSetAvailable' });
    expect(cluster.get(key.resource, 'web')?.metadata.annotations).toEqual({
      'deployment.kubernetes.io/revision': '1',
    });
  });

  it('roll without ever having fewer or more pods than allowed', () => {
    cluster.create(
      key.resource,
      deployment({ strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 1 } } }),
    );
    cluster.pass(5);
    const seen = { least: 4, most: 0 };
    cluster.api.watch('pods', () => {
      const ready = pods().filter(pod => JSON.stringify(pod.status).includes('"ready":true')).length;
      seen.least = Math.min(seen.least, ready);
      seen.most = Math.max(seen.most, pods().length);
    });
    setImage('lab/app:2');
    cluster.pass(30);
    expect(status()).toMatchObject({ replicas: 4, updatedReplicas: 4, availableReplicas: 4 });
    expect(pods().map(pod => at(pod, 'spec', 'containers', '0', 'image'))).toEqual(
      Array(4).fill('lab/app:2'),
    );
    expect(seen).toEqual({ least: 3, most: 5 });
    expect(cluster.get(key.resource, 'web')?.metadata.annotations).toMatchObject({
      'deployment.kubernetes.io/revision': '2',
    });
  });

  it('say that they are stuck after their deadline, and keep serving', () => {
    cluster.create(key.resource, deployment());
    cluster.pass(5);
    cluster.images.set('lab/app:bad', { outcome: 'image-pull-fails' });
    setImage('lab/app:bad');
    cluster.pass(70);
    expect(condition('Progressing')).toMatchObject({ status: 'False', reason: 'ProgressDeadlineExceeded' });
    expect(condition('Available')).toMatchObject({ status: 'True' });
    expect(status()).toMatchObject({ availableReplicas: 3 });
    setImage('lab/app:1');
    cluster.pass(10);
    expect(status()).toMatchObject({ availableReplicas: 4, updatedReplicas: 4 });
    expect(condition('Progressing')).toMatchObject({ reason: 'NewReplicaSetAvailable' });
  });

  it('with Recreate end the old pods first', () => {
    cluster.create(key.resource, deployment({ strategy: { type: 'Recreate' } }));
    cluster.pass(5);
    const images = new Set<string>();
    cluster.api.watch('pods', () =>
      images.add([...new Set(pods().map(pod => at(pod, 'spec', 'containers', '0', 'image')))].join()),
    );
    setImage('lab/app:2');
    cluster.pass(20);
    expect(images.has('lab/app:1,lab/app:2')).toBe(false);
    expect(status()).toMatchObject({ availableReplicas: 4, updatedReplicas: 4 });
  });

  it('take their pods along, or leave them to nobody', () => {
    cluster.create(key.resource, deployment());
    cluster.pass(5);
    cluster.api.delete(key, { propagationPolicy: 'Orphan' });
    cluster.pass(5);
    expect(cluster.get(key.resource, 'web')).toBeUndefined();
    expect(cluster.api.list('replicasets.apps')).toHaveLength(1);
    expect(cluster.api.list('replicasets.apps')[0]?.metadata.ownerReferences).toBeUndefined();
    const { name = '' } = cluster.api.list('replicasets.apps')[0]?.metadata ?? {};
    cluster.api.delete(
      { resource: 'replicasets.apps', namespace: 'default', name },
      { propagationPolicy: 'Foreground' },
    );
    cluster.pass(0.5);
    expect(cluster.api.list('replicasets.apps')).toHaveLength(1);
    cluster.pass(10);
    expect(cluster.api.list('replicasets.apps')).toEqual([]);
    expect(pods()).toEqual([]);
  });
});

describe('rollingStep', () => {
  const revision = (name: string, replicas: number, available = replicas) => ({ name, replicas, available });

  it.each([
    [
      'brings the new one up as far as there is room',
      2,
      0,
      revision('n', 0),
      [revision('o', 4)],
      [{ name: 'n', to: 2 }],
    ],
    ['waits for the new one', 1, 0, revision('n', 1, 0), [revision('o', 4)], []],
    [
      'takes an old one away for each that came',
      1,
      0,
      revision('n', 1),
      [revision('o', 4)],
      [{ name: 'o', to: 3 }],
    ],
    [
      'takes broken old ones away first',
      0,
      1,
      revision('n', 0),
      [revision('o', 4, 2)],
      [{ name: 'o', to: 3 }],
    ],
    ['brings a new one that is too large down', 1, 0, revision('n', 6), [], [{ name: 'n', to: 4 }]],
  ])('%s', (_what, surge, unavailable, newest, old, expected) => {
    expect(rollingStep({ desired: 4, surge, unavailable, newest, old })).toEqual(expected);
  });
});
