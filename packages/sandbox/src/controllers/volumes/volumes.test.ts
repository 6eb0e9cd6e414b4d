import { TestCluster } from '../__testUtils__/TestCluster';

const storageClass = (name: string, provisioner: string, volumeBindingMode = 'Immediate') => ({
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name },
  provisioner,
  volumeBindingMode,
});
const claim = (name: string, spec: object = {}) => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name, namespace: 'default' },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec },
});
const volume = (name: string, spec: object = {}) => ({
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  metadata: { name },
  spec: {
    capacity: { storage: '2Gi' },
    accessModes: ['ReadWriteOnce'],
    hostPath: { path: '/data' },
    storageClassName: 'static',
    ...spec,
  },
});
const pod = (name: string, claimName: string, spec: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'default' },
  spec: {
    containers: [{ name: 'app', image: 'lab/app:1' }],
    volumes: [{ name: 'data', persistentVolumeClaim: { claimName } }],
    ...spec,
  },
});

describe('volumes', () => {
  let cluster: TestCluster;
  const claims = 'persistentvolumeclaims';
  const volumes = () => cluster.api.list('persistentvolumes');
  const phase = (name: string) => cluster.get(claims, name)?.status?.phase;
  const podPhase = (name: string) => cluster.get('pods', name)?.status?.phase;

  beforeEach(() => {
    cluster = new TestCluster();
    cluster.create('storageclasses.storage.k8s.io', storageClass('gp3', 'ebs.csi.aws.com'));
    cluster.create(
      'storageclasses.storage.k8s.io',
      storageClass('later', 'ebs.csi.aws.com', 'WaitForFirstConsumer'),
    );
    cluster.create('storageclasses.storage.k8s.io', storageClass('odd', 'nobody.example.com'));
    cluster.create(
      'storageclasses.storage.k8s.io',
      storageClass('local', 'kubernetes.io/no-provisioner', 'WaitForFirstConsumer'),
    );
    cluster.pass(1);
  });

  it('are made for a claim, and go with it', () => {
    cluster.create(claims, claim('data', { storageClassName: 'gp3' }));
    cluster.pass(0.5);
    expect(phase('data')).toBe('Pending');
    cluster.pass(4);
    expect(cluster.get(claims, 'data')?.status).toEqual({
      phase: 'Bound',
      accessModes: ['ReadWriteOnce'],
      capacity: { storage: '1Gi' },
    });
    expect(volumes()).toMatchObject([
      {
        spec: { claimRef: { name: 'data' }, csi: { driver: 'ebs.csi.aws.com' } },
        status: { phase: 'Bound' },
      },
    ]);
    cluster.create('pods', pod('app', 'data'));
    cluster.pass(4);
    expect(podPhase('app')).toBe('Running');
    cluster.api.delete({ resource: claims, namespace: 'default', name: 'data' });
    cluster.pass(4);
    expect(cluster.get(claims, 'data')?.metadata.deletionTimestamp).toBeDefined();
    cluster.api.delete({ resource: 'pods', namespace: 'default', name: 'app' });
    cluster.pass(10);
    expect(cluster.get(claims, 'data')).toBeUndefined();
    expect(volumes()).toEqual([]);
  });

  it('wait for the first pod where their class says so', () => {
    cluster.create(claims, claim('data', { storageClassName: 'later' }));
    cluster.pass(5);
    expect(phase('data')).toBe('Pending');
    expect(cluster.events('data.')).toEqual([
      'WaitForFirstConsumer: waiting for first consumer to be created before binding',
    ]);
    cluster.create('pods', pod('app', 'data'));
    cluster.pass(8);
    expect(phase('data')).toBe('Bound');
    expect(podPhase('app')).toBe('Running');
    expect(cluster.get(claims, 'data')?.metadata.annotations).toMatchObject({
      'volume.kubernetes.io/selected-node': expect.stringMatching(/^node-[ab]$/),
    });
  });

  it.each([
    [
      'no class',
      {},
      'FailedBinding: no persistent volumes available for this claim and no storage class is set',
    ],
    [
      'an unknown class',
      { storageClassName: 'none' },
      'ProvisioningFailed: storageclass.storage.k8s.io "none" not found',
    ],
    [
      'a provisioner that is not there',
      { storageClassName: 'odd' },
      "ExternalProvisioning: Waiting for a volume to be created either by the external provisioner 'nobody.example.com' or manually by the system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.",
    ],
  ])('are not to be had with %s, and pods say so', (_what, spec, event) => {
    cluster.create(claims, claim('data', spec));
    cluster.create('pods', pod('app', 'data'));
    cluster.pass(60);
    expect(phase('data')).toBe('Pending');
    expect(cluster.events('data.')).toEqual([event]);
    expect(cluster.events('app.')).toEqual([
      'FailedScheduling: 0/2 nodes are available: pod has unbound immediate PersistentVolumeClaims. not found',
    ]);
  });

  it('are not to be had as large as no driver makes them, which is told each time', () => {
    const resources = { requests: { storage: '20Ti' } };
    cluster.create(claims, claim('data', { storageClassName: 'gp3', resources }));
    cluster.pass(150);
    expect(phase('data')).toBe('Pending');
    expect(cluster.events('data.')).toContain(
      'ProvisioningFailed: rpc error: code = OutOfRange desc = Requested capacity 21990232555520 exceeds maximum allowed 17592186044416',
    );
  });

  it('that are missing altogether are told by name', () => {
    cluster.create('pods', pod('app', 'missing'));
    cluster.pass(2);
    expect(cluster.events('app.')).toEqual([
      'FailedScheduling: 0/2 nodes are available: persistentvolumeclaim "missing" not found. not found',
    ]);
    cluster.create('pods', pod('other', 'local'));
    cluster.create(claims, claim('local', { storageClassName: 'local' }));
    cluster.pass(2);
    expect(cluster.events('other.')).toContain(
      "FailedScheduling: 0/2 nodes are available: 2 node(s) didn't find available persistent volumes to bind. no new claims to deallocate, preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.",
    );
  });

  it('that are there are taken, the smallest that is enough, and kept when released', () => {
    cluster.create('persistentvolumes', volume('big', { capacity: { storage: '9Gi' } }));
    cluster.create('persistentvolumes', volume('small'));
    cluster.create('persistentvolumes', volume('tiny', { capacity: { storage: '1Mi' } }));
    cluster.pass(1);
    cluster.create(claims, claim('data', { storageClassName: 'static' }));
    cluster.pass(1);
    expect(cluster.get(claims, 'data')?.spec?.volumeName).toBe('small');
    cluster.api.delete({ resource: claims, namespace: 'default', name: 'data' });
    cluster.pass(1);
    expect(volumes().map(({ metadata, status }) => [metadata.name, status?.phase])).toEqual([
      ['big', 'Available'],
      ['small', 'Released'],
      ['tiny', 'Available'],
    ]);
  });

  it('that are gone leave a lost claim', () => {
    cluster.create('persistentvolumes', volume('disk'));
    cluster.create(claims, claim('data', { storageClassName: 'static' }));
    cluster.pass(1);
    cluster.api.patch({ resource: 'persistentvolumes', name: 'disk' }, { metadata: { finalizers: null } });
    cluster.api.delete({ resource: 'persistentvolumes', name: 'disk' });
    cluster.pass(1);
    expect(phase('data')).toBe('Lost');
    expect(cluster.events('data.')).toContain(
      'ClaimLost: Bound claim has lost its PersistentVolume. Data on the volume is lost!',
    );
  });
});
