import { type JsonObject } from '../views';
import { TestCluster } from '../__testUtils__/TestCluster';

const pod = (name: string, resources: JsonObject = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'default' },
  spec: { containers: [{ name: 'app', image: 'lab/app:1', resources }] },
});
const quota = (hard: JsonObject, spec: JsonObject = {}) => ({
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name: 'q', namespace: 'default' },
  spec: { hard, ...spec },
});
const range = (...limits: JsonObject[]) => ({
  apiVersion: 'v1',
  kind: 'LimitRange',
  metadata: { name: 'lr', namespace: 'default' },
  spec: { limits },
});

describe('quotas and ranges', () => {
  let cluster: TestCluster;
  const refusal = (object: Parameters<TestCluster['create']>[1], resource = 'pods') => {
    try {
      cluster.create(resource, object);
      return 'let in';
    } catch (error) {
      return error instanceof Error ? error.message : '';
    }
  };

  beforeEach(() => {
    cluster = new TestCluster();
    cluster.pass(1);
  });

  it('say what is taken, and refuse what is too much', () => {
    cluster.create('resourcequotas', quota({ pods: '3', 'requests.cpu': '1', 'requests.memory': '1Gi' }));
    cluster.create('pods', pod('one', { requests: { cpu: '600m', memory: '256Mi' } }));
    cluster.pass(1);
    expect(cluster.get('resourcequotas', 'q')?.status).toEqual({
      hard: { pods: '3', 'requests.cpu': '1', 'requests.memory': '1Gi' },
      used: { pods: '1', 'requests.cpu': '600m', 'requests.memory': '256Mi' },
    });
    expect(refusal(pod('two', { requests: { cpu: '500m', memory: '1Gi' } }))).toBe(
      'pods "two" is forbidden: exceeded quota: q, requested: requests.cpu=500m,requests.memory=1Gi, used: requests.cpu=600m,requests.memory=256Mi, limited: requests.cpu=1,requests.memory=1Gi',
    );
    expect(refusal(pod('three'))).toBe(
      'pods "three" is forbidden: failed quota: q: must specify requests.cpu for: app; requests.memory for: app',
    );
    cluster.api.delete({ resource: 'pods', namespace: 'default', name: 'one' }, { gracePeriodSeconds: 0 });
    cluster.pass(1);
    expect(cluster.get('resourcequotas', 'q')?.status?.used).toMatchObject({
      pods: '0',
      'requests.cpu': '0',
    });
  });

  it('count other kinds, and pods of their scope only', () => {
    cluster.create('resourcequotas', quota({ pods: '0' }, { scopes: ['BestEffort'] }));
    expect(refusal(pod('one'))).toBe(
      'pods "one" is forbidden: exceeded quota: q, requested: pods=1, used: pods=0, limited: pods=0',
    );
    expect(refusal(pod('one', { requests: { cpu: '1m' } }))).toBe('let in');
    cluster.api.delete({ resource: 'resourcequotas', namespace: 'default', name: 'q' });
    cluster.create('resourcequotas', quota({ 'count/configmaps': '1', 'count/nothing.example.com': '1' }));
    const map = (name: string) => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name, namespace: 'default' },
    });
    expect(refusal(map('a'), 'configmaps')).toBe('let in');
    cluster.pass(1);
    expect(refusal(map('b'), 'configmaps')).toBe(
      'configmaps "b" is forbidden: exceeded quota: q, requested: count/configmaps=1, used: count/configmaps=1, limited: count/configmaps=1',
    );
    expect(cluster.get('resourcequotas', 'q')?.status?.used).toEqual({
      'count/configmaps': '1',
      'count/nothing.example.com': '0',
    });
  });

  it('stop a Deployment, which says so', () => {
    cluster.create('resourcequotas', quota({ pods: '1' }));
    const template = { metadata: { labels: { app: 'a' } }, spec: pod('x').spec };
    cluster.create('replicasets.apps', {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: { name: 'set', namespace: 'default' },
      spec: { replicas: 2, selector: { matchLabels: { app: 'a' } }, template },
    });
    cluster.pass(3);
    expect(cluster.get('replicasets.apps', 'set')?.status).toMatchObject({
      replicas: 1,
      conditions: [{ type: 'ReplicaFailure', reason: 'FailedCreate' }],
    });
    expect(cluster.events('set.')).toContainEqual(
      expect.stringMatching(
        /^FailedCreate: Error creating: pods "set-.{5}" is forbidden: exceeded quota: q, requested: pods=1, used: pods=1, limited: pods=1$/,
      ),
    );
  });

  it('ranges give what a container does not say, and refuse what is out of them', () => {
    cluster.create(
      'limitranges',
      range(
        {
          type: 'Container',
          default: { cpu: '500m', memory: '256Mi' },
          defaultRequest: { cpu: '100m' },
          max: { cpu: '2' },
          min: { cpu: '50m' },
          maxLimitRequestRatio: { memory: '4' },
        },
        { type: 'Pod', max: { memory: '1Gi' } },
        { type: 'PersistentVolumeClaim', max: { storage: '5Gi' } },
      ),
    );
    expect(cluster.create('pods', pod('plain'))).toMatchObject({
      metadata: {
        annotations: {
          'kubernetes.io/limit-ranger':
            'LimitRanger plugin set: cpu, memory request for container app; cpu, memory limit for container app',
        },
      },
      spec: {
        containers: [
          {
            resources: {
              limits: { cpu: '500m', memory: '256Mi' },
              requests: { cpu: '100m', memory: '256Mi' },
            },
          },
        ],
      },
      status: { qosClass: 'Burstable' },
    });
    const tooMuch = { limits: { cpu: '3', memory: '2Gi' }, requests: { cpu: '10m', memory: '100Mi' } };
    expect(refusal(pod('much', tooMuch))).toBe(
      'pods "much" is forbidden: [minimum cpu usage per Container is 50m, but request is 10m, maximum cpu usage per Container is 2, but limit is 3, memory max limit to request ratio per Container is 4, but provided ratio is 20.480000, maximum memory usage per Pod is 1Gi, but limit is 2Gi]',
    );
    expect(refusal(pod('asks', { requests: { cpu: '3' } }))).toBe(
      'Pod "asks" is invalid: spec.containers[0].resources.requests: Invalid value: "3": must be less than or equal to cpu limit of 500m',
    );
    const claim = {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'big', namespace: 'default' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } } },
    };
    expect(refusal(claim, 'persistentvolumeclaims')).toBe(
      'persistentvolumeclaims "big" is forbidden: maximum storage usage per PersistentVolumeClaim is 5Gi, but request is 10Gi',
    );
  });
});
