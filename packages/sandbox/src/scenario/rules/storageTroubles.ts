import { rookDefinitions } from '../stacks/definitions';
import { type Manifest, namespace, object } from '../stacks/manifests/Manifest';
import { metricsServer } from '../stacks/manifests/metrics';
import { node } from '../stacks/manifests/nodes';
import { autoscaler } from '../stacks/manifests/scaling';
import { claim, type Workload, workload } from '../stacks/manifests/workloads';
import type { StackHands } from '../stacks/StackHands';
import { images, type Troubles } from './Troubles';

const place = 'data';
const app = (name: string, more: Partial<Workload> = {}): Workload => ({
  name,
  namespace: place,
  image: images.good,
  cpu: '50m',
  memory: '64Mi',
  ...more,
});

const machine = node({
  name: 'metal-1',
  type: 'm6i.large',
  region: 'cellar',
  zone: 'cellar',
  providerID: '',
});

function storageClass(name: string, provisioner: string, more: object = {}): Manifest {
  return object(
    'storage.k8s.io/v1',
    'StorageClass',
    { name },
    { provisioner, reclaimPolicy: 'Delete', ...more },
  );
}

/** A Ceph in a namespace of its own, with 100 GB on a disk for each copy. */
function ceph(inside: string, { copies = 3, mons = 1 } = {}): Manifest[] {
  const spec = {
    cephVersion: { image: 'quay.io/ceph/ceph:v19.2.3' },
    dataDirHostPath: '/var/lib/rook',
    mon: { count: mons },
    cephConfig: { global: { osd_pool_default_size: String(copies) } },
    annotations: { osd: { 'sandbox.greenroom.example/device-size': '100G' } },
  };
  const disks = Array.from({ length: copies }, (_, index) =>
    app(`rook-ceph-osd-${index}`, { namespace: inside, cpu: '10m', memory: '16Mi' }),
  );
  return [
    namespace(inside),
    object('ceph.rook.io/v1', 'CephCluster', { name: inside, namespace: inside }, { spec }),
    object(
      'ceph.rook.io/v1',
      'CephBlockPool',
      { name: 'blocks', namespace: inside },
      {
        spec: { failureDomain: 'osd', replicated: { size: copies } },
      },
    ),
    storageClass(`${inside}-block`, `${inside}.rbd.csi.ceph.com`),
    ...disks.flatMap(workload),
  ];
}

/** A volume that somebody made, which nobody knows how to take back. */
function byHand(): Manifest[] {
  const taken = claim(app('by-hand'), '5Gi', 'by-hand');
  const volume = {
    accessModes: ['ReadWriteOnce'],
    capacity: { storage: '5Gi' },
    nfs: { server: 'nas.example', path: '/exports/by-hand' },
    persistentVolumeReclaimPolicy: 'Delete',
    storageClassName: 'by-hand',
  };
  return [
    object('v1', 'PersistentVolume', { name: 'by-hand' }, { spec: volume }),
    { ...taken, object: { ...taken.object, spec: { ...taken.object.spec, volumeName: 'by-hand' } } },
  ];
}

function grow(hands: StackHands): void {
  const key = { resource: 'persistentvolumeclaims', namespace: place, name: 'grown' };
  hands.change(key, { spec: { resources: { requests: { storage: '20Ti' } } } });
}

/** As the external-resizer writes it: the sandbox's drivers have no attributes. */
function change(hands: StackHands): void {
  const key = { resource: 'persistentvolumeclaims', namespace: place, name: 'changed' };
  hands.change(key, { spec: { volumeAttributesClassName: 'silver' } });
  const now = hands.now();
  const told = { status: 'True', lastProbeTime: now, lastTransitionTime: now };
  hands.says(key, {
    modifyVolumeStatus: { status: 'Infeasible', targetVolumeAttributesClassName: 'silver' },
    conditions: [
      {
        ...told,
        type: 'ModifyingVolume',
        message: 'Modifying volume to "silver" failed. Waiting for retry.',
      },
      {
        ...told,
        type: 'ModifyVolumeError',
        reason: 'InvalidArgument',
        message: 'invalid parameters: [throughput]',
      },
    ],
  });
}

function claims(): Manifest[] {
  return [
    storageClass('kept', 'rook-ceph.rbd.csi.ceph.com', {
      reclaimPolicy: 'Retain',
      allowVolumeExpansion: true,
    }),
    storageClass('late', 'rook-ceph.rbd.csi.ceph.com', { volumeBindingMode: 'WaitForFirstConsumer' }),
    storageClass('of-nobody', 'driver.example'),
    claim(app('lost'), '5Gi', 'kept'),
    claim(app('released'), '5Gi', 'kept'),
    claim(app('pending'), '5Gi', 'of-nobody'),
    claim(app('unused'), '5Gi', 'late'),
    claim(app('grown'), '5Gi', 'kept'),
    claim(app('changed'), '5Gi', 'kept'),
    ...byHand(),
    ...workload(app('waits-for-its-volume', { volume: { name: 'pending', at: '/data', size: '5Gi' } })),
  ];
}

/** A machine that is nearly used up, and a Ceph that nobody asks how it is any more. */
const playSmall: Troubles['play'] = hands => {
  const operator = app('rook-ceph-operator', { cpu: '10m', memory: '16Mi' });
  hands.apply(machine, namespace(place), ...workload(operator), ...ceph('rook-ceph'));
  hands.apply(...workload(app('large', { cpu: '1840m' })));
  hands.pass(180);
  hands.remove('deployments.apps', place, 'rook-ceph-operator');
  hands.skipTo(1);
};

const play: Troubles['play'] = hands => {
  hands.apply(machine, namespace(place), ...workload(app('rook-ceph-operator', { cpu: '10m' })));
  hands.apply(...ceph('rook-ceph'), ...ceph('ceph-single', { copies: 1 }), ...ceph('ceph-nearly-full'));
  hands.apply(...ceph('ceph-full'), ...ceph('ceph-failed', { mons: 3 }), ...claims());
  hands.apply(
    claim(app('most'), '88G', 'ceph-nearly-full-block'),
    claim(app('all'), '99G', 'ceph-full-block'),
  );
  hands.load(`${place}/most`, 1);
  hands.load(`${place}/all`, 1);
  // An autoscaler whose metrics nobody measures.
  const blind = app('blind');
  hands.apply(...workload(app('large', { cpu: '1' })), ...workload(blind), autoscaler(blind, 1, 3, 50));
  hands.apply(...metricsServer({ replicas: 0 }));
  const args = ['--nodes=1:1:workers'];
  hands.apply(
    ...workload({
      name: 'cluster-autoscaler',
      namespace: 'kube-system',
      image: images.good,
      args,
      cpu: '10m',
    }),
  );
  hands.pass(180);
  hands.removeVolumeOf(place, 'lost');
  hands.remove('persistentvolumeclaims', place, 'released');
  hands.remove('persistentvolumeclaims', place, 'by-hand');
  grow(hands);
  change(hands);
  hands.remove('deployments.apps', 'kube-system', 'cluster-autoscaler');
  hands.pass(60);
  hands.skipTo(1);
};

/** What can be wrong with volumes and with Ceph, and with a cluster that is one machine. */
export const storageTroubles: Troubles = { cluster: 'metal-1', definitions: rookDefinitions, play };

/** The same of a cluster that is smaller and was left alone. */
export const smallTroubles: Troubles = {
  cluster: 'scw-par-1',
  definitions: rookDefinitions,
  play: playSmall,
};
