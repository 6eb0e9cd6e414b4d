import { at } from '../../kubernetes/json';
import { TestCluster } from '../__testUtils__/TestCluster';

describe('Services', () => {
  let cluster: TestCluster;
  beforeEach(() => {
    cluster = new TestCluster();
    cluster.pass(1);
    cluster.create('services', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web', namespace: 'default' },
      spec: { selector: { app: 'web' }, ports: [{ name: 'http', port: 80, targetPort: 'web' }] },
    });
    cluster.create('replicasets.apps', {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: { name: 'web', namespace: 'default' },
      spec: {
        replicas: 2,
        selector: { matchLabels: { app: 'web' } },
        template: {
          metadata: { labels: { app: 'web' } },
          spec: {
            containers: [{ name: 'app', image: 'lab/app:1', ports: [{ name: 'web', containerPort: 8080 }] }],
          },
        },
      },
    });
  });
  afterEach(() => cluster.controllers.stop());

  const subsets = () => cluster.get('endpoints', 'web')?.subsets;
  const slice = () => cluster.api.list('endpointslices.discovery.k8s.io')[0];
  const endpoints = () => {
    const list = slice()?.endpoints;
    return Array.isArray(list) ? list : [];
  };

  it('have ready pods as endpoints, by the name of their port', () => {
    cluster.pass(5);
    const ips = cluster.api
      .list('pods')
      .map(pod => String(pod.status?.podIP))
      .sort();
    expect(at(subsets(), '0', 'addresses', '0', 'ip')).toBe(ips[0]);
    expect(at(subsets(), '0', 'ports')).toEqual([{ name: 'http', port: 8080, protocol: 'TCP' }]);
    expect(slice()?.metadata.labels).toMatchObject({ 'kubernetes.io/service-name': 'web' });
    expect(endpoints().map(each => at(each, 'addresses', '0'))).toEqual(ips);
    expect(at(endpoints()[0], 'conditions')).toEqual({ ready: true, serving: true, terminating: false });
    expect(at(slice(), 'ports', '0', 'port')).toBe(8080);
  });

  it('do not send to pods that are not ready or are ending', () => {
    cluster.pass(5);
    const [first] = cluster.api.list('pods');
    cluster.api.delete({ resource: 'pods', namespace: 'default', name: String(first?.metadata.name) });
    cluster.pass(0.2);
    const ending = endpoints().find(each => at(each, 'targetRef', 'name') === first?.metadata.name);
    expect(at(ending, 'conditions')).toEqual({ ready: false, serving: true, terminating: true });
    expect(JSON.stringify(subsets())).not.toContain(String(first?.metadata.name));
    cluster.images.set('lab/app:1', { outcome: 'never-ready' });
    cluster.controllers.imageChanged('lab/app:1');
    cluster.pass(5);
    expect(at(subsets(), '0', 'addresses')).toBeUndefined();
    expect(at(subsets(), '0', 'notReadyAddresses')).toHaveLength(2);
  });

  it('take their endpoints along', () => {
    cluster.pass(5);
    cluster.api.delete({ resource: 'services', namespace: 'default', name: 'web' });
    cluster.pass(2);
    expect(cluster.get('endpoints', 'web')).toBeUndefined();
    expect(slice()).toBeUndefined();
  });
});
