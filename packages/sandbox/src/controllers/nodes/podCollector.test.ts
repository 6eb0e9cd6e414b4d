import { TestCluster } from '../__testUtils__/TestCluster';

const pod = (name: string, nodeName: string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'default' },
  spec: { nodeName, containers: [{ name: 'app', image: 'lab/app:1' }] },
});

describe('the pods of a node that is gone', () => {
  let cluster: TestCluster;
  const names = () => cluster.api.list('pods').map(({ metadata }) => metadata.name);

  beforeEach(() => {
    cluster = new TestCluster();
    cluster.pass(1);
    cluster.create('pods', pod('lost', 'node-a'));
    cluster.create('pods', pod('other', 'node-b'));
    cluster.pass(3);
  });

  it('go after it, and no others', () => {
    cluster.api.delete({ resource: 'nodes', name: 'node-a' });
    cluster.pass(30);
    expect(names()).toEqual(['lost', 'other']);
    cluster.pass(20);
    expect(names()).toEqual(['other']);
  });

  it('stay where it registers anew', () => {
    cluster.api.delete({ resource: 'nodes', name: 'node-a' });
    cluster.pass(10);
    cluster.create('nodes', { apiVersion: 'v1', kind: 'Node', metadata: { name: 'node-a' } });
    cluster.pass(60);
    expect(names()).toEqual(['lost', 'other']);
  });
});
