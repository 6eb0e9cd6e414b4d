import { type Manifest, object } from '../manifests/Manifest';
import { block } from './services';

const namespace = 'rook-ceph';

/** Ceph on the one disk there is: nothing is kept twice. */
export const ceph: Manifest[] = [
  object(
    'ceph.rook.io/v1',
    'CephCluster',
    { name: 'rook-ceph', namespace },
    {
      spec: {
        cephVersion: { image: 'quay.io/ceph/ceph:v19.2.3' },
        dataDirHostPath: '/var/lib/rook',
        mon: { count: 1, allowMultiplePerNode: true },
        mgr: { count: 1 },
        cephConfig: { global: { osd_pool_default_size: '1' } },
        storage: { useAllNodes: false, nodes: [{ name: 'metal-1', devices: [{ name: 'sdb' }] }] },
        // What the disk has; a real one says so itself.
        annotations: { osd: { 'sandbox.greenroom.example/device-size': '128G' } },
      },
    },
  ),
  object(
    'ceph.rook.io/v1',
    'CephBlockPool',
    { name: 'replicapool', namespace },
    { spec: { failureDomain: 'osd', replicated: { size: 1, requireSafeReplicaSize: false } } },
  ),
  object(
    'storage.k8s.io/v1',
    'StorageClass',
    { name: block, annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
    {
      provisioner: 'rook-ceph.rbd.csi.ceph.com',
      parameters: { clusterID: namespace, pool: 'replicapool' },
      reclaimPolicy: 'Delete',
      allowVolumeExpansion: true,
    },
  ),
];
