import { at } from '../../kubernetes/json';
import { TestCluster } from '../__testUtils__/TestCluster';

const replicaSet = (image: string, replicas = 1, container: object = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'ReplicaSet',
  metadata: { name: 'web', namespace: 'default' },
  spec: {
    replicas,
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: { containers: [{ name: 'app', image, ...container }] },
    },
  },
});

describe('pods', () => {
  let cluster: TestCluster;
  beforeEach(() => {
    cluster = new TestCluster();
    cluster.pass(1);
  });
  afterEach(() => cluster.controllers.stop());

  const pods = () => cluster.api.list('pods');
  const pod = () => pods()[0];
  const container = (...path: string[]) => at(pod(), 'status', 'containerStatuses', '0', ...path);
  const condition = (type: string) => {
    const conditions = at(pod(), 'status', 'conditions');
    return Array.isArray(conditions) ? conditions.find(each => at(each, 'type') === type) : undefined;
  };

  it('go from Pending over ContainerCreating to Ready, with the events of a real cluster', () => {
    cluster.create('replicasets.apps', replicaSet('lab/app:1'));
    cluster.pass(0.1);
    expect(pod()?.status?.phase).toBe('Pending');
    expect(container('state', 'waiting', 'reason')).toBe('ContainerCreating');
    expect(condition('PodScheduled')).toMatchObject({ status: 'True' });
    expect(condition('Ready')).toMatchObject({
      status: 'False',
      reason: 'ContainersNotReady',
      message: 'containers with unready status: [app]',
    });
    cluster.pass(3);
    expect(pod()?.status).toMatchObject({ phase: 'Running', podIP: expect.stringMatching(/^10\./) });
    expect(condition('Ready')).toMatchObject({ status: 'True' });
    expect(container()).toMatchObject({ ready: true, started: true, restartCount: 0 });
    expect(container('imageID')).toMatch(/^docker\.io\/lab\/app@sha256:[0-9a-f]{64}$/);
    const name = String(pod()?.metadata.name);
    const node = String(pod()?.spec?.nodeName);
    expect(cluster.events('web')).toEqual([
      `SuccessfulCreate: Created pod: ${name}`,
      `Scheduled: Successfully assigned default/${name} to ${node}`,
      'Pulling: Pulling image "lab/app:1"',
      expect.stringMatching(
        /^Pulled: Successfully pulled image "lab\/app:1" in 400ms \(400ms including waiting\)/,
      ),
      'Created: Created container: app',
      'Started: Started container app',
    ]);
  });

  it('do not pull an image that their node has', () => {
    cluster.create('replicasets.apps', replicaSet('lab/app:1', 2));
    cluster.pass(3);
    cluster.api.patch(
      { resource: 'replicasets.apps', namespace: 'default', name: 'web' },
      { spec: { replicas: 3 } },
    );
    cluster.pass(3);
    expect(cluster.events().filter(text => text.startsWith('Pulling'))).toHaveLength(2);
    expect(cluster.events()).toContain('Pulled: Container image "lab/app:1" already present on machine');
  });

  it('wait for resources in the words of the scheduler, and start when there is room', () => {
    cluster.create('replicasets.apps', replicaSet('lab/app:1', 3, { resources: { requests: { cpu: '5' } } }));
    cluster.pass(3);
    const waiting = pods().filter(each => !each.spec?.nodeName);
    expect(waiting).toHaveLength(1);
    const message =
      '0/2 nodes are available: 2 Insufficient cpu. no new claims to deallocate, preemption: 0/2 nodes are available: 2 No preemption victims found for incoming pod.';
    expect(at(waiting[0], 'status', 'conditions', '0')).toMatchObject({
      type: 'PodScheduled',
      status: 'False',
      reason: 'Unschedulable',
      message,
    });
    expect(cluster.events()).toContain(`FailedScheduling: ${message}`);
    cluster.create('nodes', { apiVersion: 'v1', kind: 'Node', metadata: { name: 'node-c' } });
    cluster.pass(3);
    expect(
      pods()
        .map(each => each.spec?.nodeName)
        .sort(),
    ).toEqual(['node-a', 'node-b', 'node-c']);
  });

  it('back off from an image that cannot be pulled', () => {
    cluster.images.set('lab/app:gone', { outcome: 'image-pull-fails', message: 'not found' });
    cluster.create('replicasets.apps', replicaSet('lab/app:gone'));
    cluster.pass(1);
    expect(container('state', 'waiting')).toEqual({ reason: 'ErrImagePull', message: 'not found' });
    cluster.pass(3);
    expect(container('state', 'waiting')).toEqual({
      reason: 'ImagePullBackOff',
      message: 'Back-off pulling image "lab/app:gone": ErrImagePull: not found',
    });
    expect(pod()?.status?.phase).toBe('Pending');
    cluster.images.delete('lab/app:gone');
    cluster.pass(10);
    expect(container('ready')).toBe(true);
  });

  it('crash in a loop with growing back-off, and keep how they ended', () => {
    cluster.images.set('lab/app:bad', { outcome: 'crash', crashReason: 'OOMKilled', readyAfterSeconds: 0.5 });
    cluster.create('replicasets.apps', replicaSet('lab/app:bad'));
    cluster.pass(5);
    expect(container('restartCount')).toBe(1);
    expect(container('state', 'waiting', 'reason')).toBe('CrashLoopBackOff');
    expect(container('state', 'waiting', 'message')).toMatch(
      /^back-off 10s restarting failed container=app pod=web-/,
    );
    expect(container('lastState', 'terminated')).toMatchObject({ exitCode: 137, reason: 'OOMKilled' });
    expect(pod()?.status?.phase).toBe('Running');
    cluster.pass(12);
    expect(container('restartCount')).toBe(2);
    expect(container('state', 'waiting', 'message')).toMatch(/^back-off 20s/);
    cluster.pass(600);
    expect(container('state', 'waiting', 'message')).toMatch(/^back-off 5m0s/);
    const backOffs = cluster.api.list('events').filter(({ reason }) => reason === 'BackOff');
    expect(backOffs).toHaveLength(1);
    expect(backOffs[0]?.count).toBeGreaterThan(3);
  });

  it('show that their image behaves in another way', () => {
    cluster.create('replicasets.apps', replicaSet('lab/app:1'));
    cluster.pass(3);
    cluster.images.set('lab/app:1', { outcome: 'never-ready' });
    cluster.controllers.imageChanged('lab/app:1');
    cluster.pass(3);
    expect(condition('Ready')).toMatchObject({ status: 'False' });
    cluster.images.delete('lab/app:1');
    cluster.controllers.imageChanged('lab/app:1');
    cluster.pass(3);
    expect(condition('Ready')).toMatchObject({ status: 'True' });
  });

  it('end gracefully when they are deleted, and are replaced', () => {
    cluster.create('replicasets.apps', replicaSet('lab/app:1'));
    cluster.pass(3);
    const name = String(pod()?.metadata.name);
    cluster.api.delete({ resource: 'pods', namespace: 'default', name });
    cluster.pass(0.5);
    expect(cluster.get('pods', name)?.metadata.deletionTimestamp).toBeDefined();
    expect(pods()).toHaveLength(2);
    cluster.pass(3);
    expect(cluster.get('pods', name)).toBeUndefined();
    expect(pods()).toHaveLength(1);
    expect(cluster.events()).toContain('Killing: Stopping container app');
  });

  it('are lost with a kubelet that falls silent, and found again', () => {
    cluster.create('replicasets.apps', replicaSet('lab/app:1', 2));
    cluster.pass(3);
    const lost = cluster.api.list('pods').find(({ spec }) => spec?.nodeName === 'node-a');
    const lostReady = () => {
      const conditions = cluster.get('pods', String(lost?.metadata.name))?.status?.conditions;
      return Array.isArray(conditions) && conditions.find(each => at(each, 'type') === 'Ready');
    };
    cluster.controllers.setKubelet('node-a', false);
    cluster.pass(60);
    expect(lostReady()).toMatchObject({ status: 'False' });
    const ready = () => {
      const conditions = cluster.api.get({ resource: 'nodes', name: 'node-a' })?.status?.conditions;
      return Array.isArray(conditions) ? conditions.find(each => at(each, 'type') === 'Ready') : undefined;
    };
    expect(ready()).toMatchObject({
      status: 'Unknown',
      reason: 'NodeStatusUnknown',
      message: 'Kubelet stopped posting node status.',
    });
    cluster.controllers.setKubelet('node-a', true);
    cluster.pass(5);
    expect(lostReady()).toMatchObject({ status: 'True' });
    expect(ready()).toMatchObject({ status: 'True' });
    expect(cluster.api.get({ resource: 'nodes', name: 'node-a' })?.spec?.taints).toBeUndefined();
  });

  it('are replaced elsewhere when their node stays silent, and end when it is back', () => {
    cluster.create('replicasets.apps', replicaSet('lab/app:1', 2));
    cluster.pass(3);
    cluster.controllers.setKubelet('node-a', false);
    cluster.pass(360);
    const terminating = () => pods().filter(({ metadata }) => metadata.deletionTimestamp);
    expect(
      pods()
        .filter(({ metadata }) => !metadata.deletionTimestamp)
        .map(({ spec }) => spec?.nodeName),
    ).toEqual(['node-b', 'node-b']);
    expect(terminating()).toHaveLength(1);
    cluster.controllers.setKubelet('node-a', true);
    cluster.pass(5);
    expect(terminating()).toEqual([]);
  });

  it('keep running when the controllers start anew', () => {
    cluster.create('replicasets.apps', replicaSet('lab/app:1', 2));
    cluster.pass(3);
    const before = pods().map(({ metadata }) => metadata.uid);
    cluster.restart();
    cluster.pass(5);
    expect(pods().map(({ metadata }) => metadata.uid)).toEqual(before);
    expect(pods().every(each => at(each, 'status', 'containerStatuses', '0', 'restartCount') === 0)).toBe(
      true,
    );
  });
});
