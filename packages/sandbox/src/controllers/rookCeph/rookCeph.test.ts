import { rookDefinitions } from '../../scenario/stacks/definitions';
import { ceph } from '../../scenario/stacks/coursework/storage';
import { namespace } from '../../scenario/stacks/manifests/Manifest';
import { claim, workload } from '../../scenario/stacks/manifests/workloads';
import { TestCluster } from '../__testUtils__/TestCluster';
import { healthChecks, healthOf } from './cephHealth';

const gib = 1024 ** 3;

it.each([
  [{ used: 50 }, 'HEALTH_OK', []],
  [{ used: 50, singleCopyPools: 1 }, 'HEALTH_WARN', ['1 pool(s) have no replicas configured']],
  [{ used: 86 }, 'HEALTH_WARN', ['1 nearfull osd(s)']],
  [{ used: 96 }, 'HEALTH_ERR', ['1 full osd(s)']],
  [
    { used: 1, disks: { count: 1, down: 1 } },
    'HEALTH_WARN',
    ['1 osds down', 'Reduced data availability: 33 pgs inactive, 33 pgs stale'],
  ],
])('%j is %s', (state, health, messages) => {
  const checks = healthChecks({ total: 100, disks: { count: 1, down: 0 }, singleCopyPools: 0, ...state });
  expect(healthOf(checks)).toBe(health);
  expect(Object.values(checks).map(({ message }) => message)).toEqual(messages);
});

it('Rook sets Ceph up and tells every minute how it is and how full', () => {
  const cluster = new TestCluster();
  for (const definition of rookDefinitions) {
    cluster.create('customresourcedefinitions.apiextensions.k8s.io', definition);
  }
  const operator = {
    name: 'rook-ceph-operator',
    namespace: 'rook-ceph',
    image: 'docker.io/rook/ceph:v1.18.5',
  };
  const disk = { name: 'rook-ceph-osd-0', namespace: 'rook-ceph', image: 'quay.io/ceph/ceph:v19.2.3' };
  for (const { resource, object } of [
    namespace('rook-ceph'),
    ...ceph,
    ...workload(operator),
    ...workload(disk),
  ])
    cluster.create(resource, object);
  cluster.pass(5);
  const found = () => cluster.get('cephclusters.ceph.rook.io', 'rook-ceph', 'rook-ceph');
  expect(found()?.status).toMatchObject({ phase: 'Progressing', state: 'Creating' });
  cluster.pass(30);
  expect(found()?.status).toMatchObject({
    phase: 'Ready',
    state: 'Created',
    ceph: {
      health: 'HEALTH_WARN',
      details: { POOL_NO_REDUNDANCY: { severity: 'HEALTH_WARN' } },
      capacity: { bytesTotal: 128e9, bytesUsed: 0, bytesAvailable: 128e9 },
    },
  });
  const pool = cluster.get('cephblockpools.ceph.rook.io', 'replicapool', 'rook-ceph');
  expect(pool?.status).toMatchObject({ phase: 'Ready', info: { type: 'Replicated' } });
  const { resource, object } = claim(
    { name: 'data', namespace: 'default', image: '' },
    '110Gi',
    'rook-ceph-block',
  );
  cluster.create(resource, object);
  cluster.metrics.set('volume_fill{namespace="default",name="data"}', 1);
  cluster.pass(70);
  expect(found()?.status?.ceph).toMatchObject({
    health: 'HEALTH_WARN',
    details: { OSD_NEARFULL: { message: '1 nearfull osd(s)' } },
    capacity: { bytesUsed: 110 * gib },
  });
  cluster.controllers.stop();
});
