import { rookDefinitions } from '../../scenario/stacks/definitions';
import { ceph } from '../../scenario/stacks/coursework/storage';
import { namespace } from '../../scenario/stacks/manifests/Manifest';
import { claim, workload } from '../../scenario/stacks/manifests/workloads';
import { TestCluster } from '../__testUtils__/TestCluster';
import { healthChecks, healthOf } from './cephHealth';

const gib = 1024 ** 3;

const disks = (down: number, count = 3) => ({ disks: { count, down } });

// What a Ceph 16.2.15 of three disks said of the same.
it.each([
  [{ used: 50 }, 'HEALTH_OK', []],
  [{ pools: [3, 1] }, 'HEALTH_WARN', ['1 pool(s) have no replicas configured']],
  [{ used: 87 }, 'HEALTH_WARN', ['3 nearfull osd(s)', '1 pool(s) nearfull']],
  [{ used: 91 }, 'HEALTH_WARN', ['3 backfillfull osd(s)', '1 pool(s) backfillfull']],
  [{ used: 95 }, 'HEALTH_ERR', ['3 full osd(s)', '1 pool(s) full']],
  [
    { ...disks(0, 2), used: 0 },
    'HEALTH_WARN',
    ['OSD count 2 < osd_pool_default_size 3', 'Degraded data redundancy: 32 pgs undersized'],
  ],
  [
    disks(1),
    'HEALTH_WARN',
    [
      '1 osds down',
      'Degraded data redundancy: 1/3 objects degraded (33.333%), 32 pgs degraded, 32 pgs undersized',
    ],
  ],
  [
    { ...disks(2), used: 0 },
    'HEALTH_WARN',
    [
      '2 osds down',
      'Reduced data availability: 32 pgs inactive',
      'Degraded data redundancy: 32 pgs undersized',
    ],
  ],
  [
    disks(3),
    'HEALTH_WARN',
    [
      '3 osds down',
      '3 hosts (3 osds) down',
      '1 root (3 osds) down',
      'Reduced data availability: 32 pgs inactive',
    ],
  ],
  [
    { ...disks(1, 1), pools: [1], usualCopies: 1 },
    'HEALTH_WARN',
    [
      '1 osds down',
      '1 host (1 osds) down',
      '1 root (1 osds) down',
      'Reduced data availability: 32 pgs inactive',
      '1 pool(s) have no replicas configured',
    ],
  ],
])('%j is %s', (state, health, messages) => {
  const checks = healthChecks({ total: 100, used: 1, ...disks(0), pools: [3], usualCopies: 3, ...state });
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
    '105Gi',
    'rook-ceph-block',
  );
  cluster.create(resource, object);
  cluster.metrics.set('volume_fill{namespace="default",name="data"}', 1);
  cluster.pass(70);
  expect(found()?.status?.ceph).toMatchObject({
    health: 'HEALTH_WARN',
    details: { OSD_NEARFULL: { message: '1 nearfull osd(s)' } },
    capacity: { bytesUsed: 105 * gib },
  });
  cluster.controllers.stop();
});
