import { at } from '../../kubernetes/json';
import { TestCluster } from '../__testUtils__/TestCluster';

const pod = (image: string, container: object = {}, spec: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'app', namespace: 'default' },
  spec: { containers: [{ name: 'app', image, ...container }], ...spec },
});
const probe = { httpGet: { port: 80 }, periodSeconds: 10, failureThreshold: 3 };

describe('pods in trouble', () => {
  let cluster: TestCluster;
  const status = () => at(cluster.get('pods', 'app'), 'status', 'containerStatuses', '0');
  const waiting = () => at(status(), 'state', 'waiting');

  beforeEach(() => {
    cluster = new TestCluster({ nodes: ['node-a'] });
    cluster.pass(1);
  });

  it.each([
    [{ envFrom: [{ configMapRef: { name: 'settings' } }] }, 'configmap "settings" not found'],
    [{ envFrom: [{ secretRef: { name: 'login' } }] }, 'secret "login" not found'],
    [
      { env: [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'settings', key: 'a' } } }] },
      'configmap "settings" not found',
    ],
  ])('wait for the configuration they name', (container, message) => {
    cluster.create('pods', pod('lab/app:1', container));
    cluster.pass(3);
    expect(waiting()).toEqual({ reason: 'CreateContainerConfigError', message });
    expect(cluster.events('app.')).toContain(`Failed: Error: ${message}`);
    for (const [resource, kind, name] of [
      ['configmaps', 'ConfigMap', 'settings'],
      ['secrets', 'Secret', 'login'],
    ] as const) {
      const object = { apiVersion: 'v1', kind, metadata: { name, namespace: 'default' } };
      const data = kind === 'ConfigMap' ? { a: '1' } : { a: 'MQ==' };
      cluster.create(resource, { ...object, data });
    }
    cluster.pass(20);
    expect(cluster.get('pods', 'app')?.status?.phase).toBe('Running');
  });

  it('say which key is missing, and do without what is optional', () => {
    const meta = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'settings', namespace: 'default' },
    };
    cluster.create('configmaps', { ...meta, data: { b: '1' } });
    const from = { configMapKeyRef: { name: 'settings', key: 'a' } };
    cluster.create('pods', pod('lab/app:1', { env: [{ name: 'A', valueFrom: from }] }));
    cluster.pass(3);
    expect(waiting()).toMatchObject({ message: "couldn't find key a in ConfigMap default/settings" });
    cluster.api.delete({ resource: 'pods', namespace: 'default', name: 'app' }, { gracePeriodSeconds: 0 });
    cluster.pass(2);
    const optional = { configMapKeyRef: { ...from.configMapKeyRef, optional: true } };
    cluster.create('pods', pod('lab/app:1', { env: [{ name: 'A', valueFrom: optional }] }));
    cluster.pass(3);
    expect(cluster.get('pods', 'app')?.status?.phase).toBe('Running');
  });

  it('do not start before their volumes are there', () => {
    const volumes = [{ name: 'files', configMap: { name: 'settings' } }];
    cluster.create('pods', pod('lab/app:1', {}, { volumes }));
    cluster.pass(20);
    expect(waiting()).toEqual({ reason: 'ContainerCreating' });
    expect(cluster.events('app.')).toEqual([
      'Scheduled: Successfully assigned default/app to node-a',
      'FailedMount: MountVolume.SetUp failed for volume "files" : configmap "settings" not found',
    ]);
    const meta = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'settings', namespace: 'default' },
    };
    cluster.create('configmaps', meta);
    cluster.pass(40);
    expect(cluster.get('pods', 'app')?.status?.phase).toBe('Running');
  });

  it('name an image that cannot be', () => {
    cluster.create('pods', pod('lab/App:1'));
    cluster.pass(3);
    expect(waiting()).toEqual({
      reason: 'InvalidImageName',
      message:
        'Failed to apply default image tag "lab/App:1": couldn\'t parse image name "lab/App:1": invalid reference format: repository name (lab/App) must be lowercase',
    });
    expect(cluster.events('app.')).toContain('Failed: Error: InvalidImageName');
  });

  it('have their sandbox and its address while their image can not be pulled', () => {
    cluster.images.set('lab/app:1', { outcome: 'image-pull-fails' });
    cluster.create('pods', pod('lab/app:1'));
    cluster.pass(5);
    expect(waiting()).toMatchObject({ reason: 'ImagePullBackOff' });
    expect(cluster.get('pods', 'app')?.status).toMatchObject({
      phase: 'Pending',
      podIP: expect.stringMatching(/^10\./),
      conditions: expect.arrayContaining([
        expect.objectContaining({ type: 'PodReadyToStartContainers', status: 'True' }),
      ]),
    });
  });

  it('have no program to run', () => {
    cluster.images.set('lab/app:1', { outcome: 'cannot-start' });
    cluster.create('pods', pod('lab/app:1'));
    cluster.pass(15);
    expect(waiting()).toMatchObject({ reason: 'CrashLoopBackOff' });
    expect(at(status(), 'lastState', 'terminated')).toMatchObject({ reason: 'StartError', exitCode: 128 });
  });

  it.each([
    ['liveness', { livenessProbe: probe }],
    ['startup', { livenessProbe: probe, startupProbe: probe }],
  ])('are killed when the %s probe fails too often', (kind, probes) => {
    cluster.images.set('lab/app:1', { outcome: 'unhealthy' });
    cluster.create('pods', pod('lab/app:1', probes));
    cluster.pass(30);
    const word = kind[0]?.toUpperCase() + kind.slice(1);
    expect(cluster.events('app.')).toEqual(
      expect.arrayContaining([
        `Unhealthy: ${word} probe failed: HTTP probe failed with statuscode: 503`,
        `Killing: Container app failed ${kind} probe, will be restarted`,
      ]),
    );
    expect(at(status(), 'restartCount')).toBe(1);
    expect(at(status(), 'lastState', 'terminated')).toMatchObject({ exitCode: 137, reason: 'Error' });
  });

  it('tell each time that they are not ready', () => {
    cluster.images.set('lab/app:1', { outcome: 'never-ready' });
    cluster.create('pods', pod('lab/app:1', { readinessProbe: probe }));
    cluster.pass(60);
    const told = cluster.api.list('events').find(({ reason }) => reason === 'Unhealthy');
    expect(told?.count).toBe(6);
  });

  it('end in the order of their restart policy', () => {
    cluster.images.set('lab/app:1', { outcome: 'completes', runSeconds: 1 });
    cluster.create('pods', pod('lab/app:1', {}, { restartPolicy: 'OnFailure' }));
    cluster.pass(5);
    expect(cluster.get('pods', 'app')?.status).toMatchObject({
      phase: 'Succeeded',
      containerStatuses: [{ state: { terminated: { exitCode: 0, reason: 'Completed' } } }],
    });
  });
});
