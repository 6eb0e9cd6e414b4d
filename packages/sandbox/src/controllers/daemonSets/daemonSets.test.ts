import { TestCluster } from '../__testUtils__/TestCluster';

const daemonSet = (name: string, image: string, spec: object = {}, podSpec: object = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { name, namespace: 'default' },
  spec: {
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: { containers: [{ name: 'app', image }], ...podSpec },
    },
    ...spec,
  },
});

describe('DaemonSets', () => {
  let cluster: TestCluster;
  const status = (name: string) => cluster.get('daemonsets.apps', name)?.status;
  const places = () => cluster.api.list('pods').map(({ spec }) => spec?.nodeName);
  const patchNode = (name: string, spec: { [key: string]: never } | object) =>
    cluster.api.patch({ resource: 'nodes', name }, { spec: { ...spec } });

  beforeEach(() => {
    cluster = new TestCluster({ nodes: ['node-a', 'node-b', 'node-c'] });
    cluster.pass(1);
  });

  it('run a pod on each node, also on those that come later', () => {
    cluster.create('daemonsets.apps', daemonSet('agent', 'lab/agent:1'));
    cluster.pass(3);
    expect(places().sort()).toEqual(['node-a', 'node-b', 'node-c']);
    expect(status('agent')).toEqual({
      currentNumberScheduled: 3,
      numberMisscheduled: 0,
      desiredNumberScheduled: 3,
      numberReady: 3,
      numberAvailable: 3,
      updatedNumberScheduled: 3,
      observedGeneration: 1,
    });
    cluster.create('nodes', { apiVersion: 'v1', kind: 'Node', metadata: { name: 'node-d' } });
    cluster.pass(3);
    expect(places()).toContain('node-d');
    cluster.api.delete({ resource: 'nodes', name: 'node-d' });
    cluster.pass(3);
    expect(status('agent')).toMatchObject({ desiredNumberScheduled: 3, numberReady: 3 });
  });

  it('stay off nodes whose taint they do not tolerate, and come to cordoned ones', () => {
    patchNode('node-a', { taints: [{ key: 'dedicated', value: 'gpu', effect: 'NoSchedule' }] });
    patchNode('node-b', { unschedulable: true });
    cluster.create('daemonsets.apps', daemonSet('agent', 'lab/agent:1'));
    cluster.pass(3);
    expect(places().sort()).toEqual(['node-b', 'node-c']);
    expect(status('agent')).toMatchObject({ desiredNumberScheduled: 2, numberReady: 2 });
  });

  it('leave a node that gets a taint which drives them out', () => {
    cluster.create('daemonsets.apps', daemonSet('agent', 'lab/agent:1'));
    cluster.pass(3);
    patchNode('node-a', { taints: [{ key: 'gone', effect: 'NoExecute' }] });
    cluster.pass(5);
    expect(places().sort()).toEqual(['node-b', 'node-c']);
  });

  it('are brought to a new template one node after the other', () => {
    cluster.create('daemonsets.apps', daemonSet('agent', 'lab/agent:1'));
    cluster.pass(3);
    const template = daemonSet('agent', 'lab/agent:2').spec.template;
    cluster.api.patch(
      { resource: 'daemonsets.apps', namespace: 'default', name: 'agent' },
      { spec: { template } },
    );
    const unavailable: unknown[] = [];
    for (let i = 0; i < 100; i++) {
      cluster.pass(0.2);
      unavailable.push(status('agent')?.numberUnavailable ?? 0);
    }
    expect(Math.max(...unavailable.map(Number))).toBe(1);
    expect(status('agent')).toMatchObject({ updatedNumberScheduled: 3, numberAvailable: 3 });
    expect(
      cluster.api
        .list('controllerrevisions.apps')
        .map(({ revision }) => revision)
        .sort(),
    ).toEqual([1, 2]);
  });

  it('say what their pods wait for', () => {
    cluster.create(
      'daemonsets.apps',
      daemonSet(
        'big',
        'lab/agent:1',
        {},
        {
          containers: [{ name: 'app', image: 'lab/agent:1', resources: { requests: { cpu: '99' } } }],
        },
      ),
    );
    cluster.pass(3);
    expect(status('big')).toMatchObject({ numberUnavailable: 3, currentNumberScheduled: 3 });
    expect(cluster.events('big-')).toContain(
      "FailedScheduling: 0/3 nodes are available: 1 Insufficient cpu, 2 node(s) didn't satisfy plugin(s) [NodeAffinity]. no new claims to deallocate, preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.",
    );
  });
});
