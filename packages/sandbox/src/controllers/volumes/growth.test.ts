import { TestCluster } from '../__testUtils__/TestCluster';

const claims = 'persistentvolumeclaims';
const storageClass = (name: string, more: object = {}) => ({
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name },
  provisioner: 'ebs.csi.aws.com',
  ...more,
});
const claim = (storageClassName: string) => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data', namespace: 'default' },
  spec: {
    accessModes: ['ReadWriteOnce'],
    resources: { requests: { storage: '2Gi' } },
    storageClassName,
  },
});
const pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'app', namespace: 'default' },
  spec: {
    containers: [{ name: 'app', image: 'lab/app:1' }],
    volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }],
  },
};

describe('a claim that asks for more', () => {
  let cluster: TestCluster;

  beforeEach(() => {
    cluster = new TestCluster();
    const classes = 'storageclasses.storage.k8s.io';
    cluster.create(classes, storageClass('elastic', { allowVolumeExpansion: true }));
    cluster.create(classes, storageClass('fixed'));
    cluster.create(
      classes,
      storageClass('nobody', { provisioner: 'nobody.example.com', allowVolumeExpansion: true }),
    );
    cluster.pass(1);
  });

  function made(storageClassName: string): void {
    cluster.create(claims, claim(storageClassName));
    cluster.pass(10);
  }

  function ask(storage: string): void {
    cluster.api.patch(
      { resource: claims, namespace: 'default', name: 'data' },
      { spec: { resources: { requests: { storage } } } },
    );
  }

  const status = () => cluster.get(claims, 'data')?.status;
  const told = () => cluster.events('data.').filter(text => !/Provisioning/.test(text));
  const types = () => (status()?.conditions as { type: string }[]).map(({ type }) => type);
  const volume = () => cluster.api.list('persistentvolumes')[0];

  it('has a larger volume at once, and more room when a pod runs with it', () => {
    made('elastic');
    ask('4Gi');
    cluster.pass(1);
    expect(status()).toMatchObject({
      allocatedResourceStatuses: { storage: 'ControllerResizeInProgress' },
      capacity: { storage: '2Gi' },
    });
    cluster.restart();
    cluster.pass(300);
    expect(status()).toMatchObject({
      allocatedResources: { storage: '4Gi' },
      allocatedResourceStatuses: { storage: 'NodeResizePending' },
      capacity: { storage: '2Gi' },
    });
    expect(types()).toEqual(['Resizing', 'FileSystemResizePending']);
    expect(volume()?.spec?.capacity).toEqual({ storage: '4Gi' });
    cluster.create('pods', pod);
    cluster.pass(120);
    expect(status()).toEqual({
      accessModes: ['ReadWriteOnce'],
      allocatedResources: { storage: '4Gi' },
      capacity: { storage: '4Gi' },
      phase: 'Bound',
    });
    const name = String(cluster.get(claims, 'data')?.spec?.volumeName);
    expect(told()).toEqual([
      'ExternalExpanding: waiting for an external controller to expand this PVC',
      `Resizing: External resizer is resizing volume ${name}`,
      'FileSystemResizeRequired: Require file system resize of volume on node',
      expect.stringMatching(
        `^FileSystemResizeSuccessful: MountVolume.NodeExpandVolume succeeded for volume "${name}" node-[ab]$`,
      ),
    ]);
    expect(volume()?.metadata.annotations).toEqual({ 'pv.kubernetes.io/provisioned-by': 'ebs.csi.aws.com' });
  });

  it('is refused what its driver can not make, and may ask for less again', () => {
    made('elastic');
    ask('20Ti');
    cluster.pass(60);
    const why =
      'rpc error: code = OutOfRange desc = Requested capacity 21990232555520 exceeds maximum allowed 17592186044416';
    expect(status()).toMatchObject({
      allocatedResourceStatuses: { storage: 'ControllerResizeInfeasible' },
      capacity: { storage: '2Gi' },
      conditions: [
        { type: 'Resizing' },
        { type: 'ControllerResizeError', message: `failed to expand pvc with ${why}` },
      ],
    });
    expect(told().at(-1)).toMatch(
      /^VolumeResizeFailed: resize volume "pvc-.*" by resizer "ebs.csi.aws.com" failed: rpc/,
    );
    ask('3Gi');
    cluster.pass(60);
    expect(types()).toEqual(['Resizing', 'FileSystemResizePending']);
    expect(() => ask('2Gi')).toThrow(
      'PersistentVolumeClaim "data" is invalid: spec.resources.requests.storage: Forbidden: field can not be less than status.capacity',
    );
  });

  it('can not grow where its class does not say so', () => {
    made('fixed');
    expect(() => ask('4Gi')).toThrow(
      'persistentvolumeclaims "data" is forbidden: only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize',
    );
  });

  it('can not grow before it has a volume', () => {
    made('nobody');
    expect(() => ask('4Gi')).toThrow(
      'PersistentVolumeClaim "data" is invalid: spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims',
    );
  });
});
