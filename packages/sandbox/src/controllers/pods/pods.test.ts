import { at } from '../../kubernetes/json';
import { TestCluster } from '../__testUtils__/TestCluster';

const replicaSet = (image: string, replicas = 1, container: object = {}, spec: object = {}) => ({
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
    ...spec,
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

  it('start', () => {
    cluster.create('replicasets.apps', replicaSet('lab/app:1', 2));
    cluster.pass(0.1);
    console.log(JSON.stringify(pods()[0]?.status));
    cluster.pass(3);
    console.log(
      JSON.stringify(pods()[0], null, 1),
      cluster.events(),
      JSON.stringify(cluster.get('replicasets.apps', 'web')?.status),
    );
    expect(at(pods()[0], 'status', 'phase')).toBe('Running');
  });
});
