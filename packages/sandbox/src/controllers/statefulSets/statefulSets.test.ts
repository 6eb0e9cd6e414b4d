import { TestCluster } from '../__testUtils__/TestCluster';

const statefulSet = (name: string, spec: object = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name, namespace: 'default' },
  spec: {
    replicas: 3,
    serviceName: name,
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: { containers: [{ name: 'app', image: 'lab/db:1' }] },
    },
    ...spec,
  },
});
const image = (to: string) => ({
  spec: {
    template: { metadata: { labels: { app: 'db' } }, spec: { containers: [{ name: 'app', image: to }] } },
  },
});

describe('StatefulSets', () => {
  let cluster: TestCluster;
  const status = (name = 'db') => cluster.get('statefulsets.apps', name)?.status;
  const pods = () => cluster.api.list('pods').map(({ metadata }) => metadata.name);
  const patch = (change: Parameters<TestCluster['api']['patch']>[1], name = 'db') =>
    cluster.api.patch({ resource: 'statefulsets.apps', namespace: 'default', name }, change);
  const images = () =>
    cluster.api.list('pods').map(({ spec }) => JSON.stringify(spec?.containers).match(/lab\/db:\d/)?.[0]);

  beforeEach(() => {
    cluster = new TestCluster();
    cluster.images.set('lab/db:1', { readyAfterSeconds: 1 });
    cluster.images.set('lab/db:2', { readyAfterSeconds: 1 });
    cluster.images.set('lab/db:3', { outcome: 'never-ready' });
  });

  it('start one pod after the other', () => {
    cluster.create('statefulsets.apps', statefulSet('db'));
    cluster.pass(1);
    expect(pods()).toEqual(['db-0']);
    cluster.pass(1);
    expect(pods()).toEqual(['db-0', 'db-1']);
    cluster.pass(6);
    expect(pods()).toEqual(['db-0', 'db-1', 'db-2']);
    const revision = status()?.currentRevision;
    expect(status()).toEqual({
      observedGeneration: 1,
      replicas: 3,
      readyReplicas: 3,
      availableReplicas: 3,
      currentReplicas: 3,
      updatedReplicas: 3,
      currentRevision: revision,
      updateRevision: revision,
      collisionCount: 0,
    });
    expect(cluster.get('pods', 'db-1')?.metadata.labels).toEqual({
      app: 'db',
      'apps.kubernetes.io/pod-index': '1',
      'controller-revision-hash': revision,
      'statefulset.kubernetes.io/pod-name': 'db-1',
    });
    expect(cluster.get('pods', 'db-1')?.spec).toMatchObject({ hostname: 'db-1', subdomain: 'db' });
  });

  it('start all at once where they may', () => {
    cluster.create('statefulsets.apps', statefulSet('db', { podManagementPolicy: 'Parallel' }));
    cluster.pass(0.2);
    expect(pods()).toEqual(['db-0', 'db-1', 'db-2']);
  });

  it('change from the last to the first, and stop at one that does not come up', () => {
    cluster.create('statefulsets.apps', statefulSet('db'));
    cluster.pass(10);
    const before = status()?.currentRevision;
    patch(image('lab/db:2'));
    cluster.pass(2);
    expect(images()).toEqual(['lab/db:1', 'lab/db:1', 'lab/db:2']);
    expect(status()).toMatchObject({ currentRevision: before, currentReplicas: 2, updatedReplicas: 1 });
    cluster.pass(20);
    expect(images()).toEqual(['lab/db:2', 'lab/db:2', 'lab/db:2']);
    expect(status()).toMatchObject({ currentRevision: status()?.updateRevision, currentReplicas: 3 });
    expect(status()?.currentRevision).not.toBe(before);
    patch(image('lab/db:3'));
    cluster.pass(30);
    expect(images()).toEqual(['lab/db:2', 'lab/db:2', 'lab/db:3']);
    expect(status()).toMatchObject({ replicas: 3, readyReplicas: 2 });
  });

  it('leave pods below the partition as they are', () => {
    const updateStrategy = { type: 'RollingUpdate', rollingUpdate: { partition: 2 } };
    cluster.create('statefulsets.apps', statefulSet('db', { updateStrategy }));
    cluster.pass(10);
    patch(image('lab/db:2'));
    cluster.pass(20);
    expect(images()).toEqual(['lab/db:1', 'lab/db:1', 'lab/db:2']);
    cluster.api.delete({ resource: 'pods', namespace: 'default', name: 'db-0' });
    cluster.pass(10);
    expect(images()).toEqual(['lab/db:1', 'lab/db:1', 'lab/db:2']);
  });

  it('shrink from the last one on and keep their claims', () => {
    const template = { metadata: { name: 'data' }, spec: { resources: { requests: { storage: '1Gi' } } } };
    const volumeClaimTemplates = [
      { ...template, spec: { ...template.spec, accessModes: ['ReadWriteOnce'] } },
    ];
    const fixed = { apiVersion: 'v1', kind: 'PersistentVolume' };
    for (const name of ['one', 'two', 'three']) {
      const capacity = { storage: '1Gi' };
      const spec = { capacity, accessModes: ['ReadWriteOnce'], hostPath: { path: '/data' } };
      cluster.create('persistentvolumes', { ...fixed, metadata: { name }, spec });
    }
    cluster.create('statefulsets.apps', statefulSet('db', { volumeClaimTemplates }));
    cluster.pass(20);
    expect(pods()).toHaveLength(3);
    patch({ spec: { replicas: 1 } });
    cluster.pass(0.5);
    expect(cluster.get('pods', 'db-1')?.metadata.deletionTimestamp).toBeUndefined();
    cluster.pass(10);
    expect(pods()).toEqual(['db-0']);
    const claims = cluster.api.list('persistentvolumeclaims').map(({ metadata }) => metadata.name);
    expect(claims).toEqual(['data-db-0', 'data-db-1', 'data-db-2']);
    expect(cluster.events('db.')).toContain(
      'SuccessfulCreate: create Claim data-db-0 Pod db-0 in StatefulSet db success',
    );
  });
});
