import { at } from '../../kubernetes/json';
import { TestCluster } from '../__testUtils__/TestCluster';

const pod = (name: string, tolerations: { [key: string]: string | number }[] = []) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'default' },
  spec: { nodeName: 'node-a', tolerations, containers: [{ name: 'app', image: 'lab/app:1' }] },
});
const bears = { key: 'repair', operator: 'Exists', effect: 'NoExecute' };

describe('a taint that drives pods out', () => {
  let cluster: TestCluster;
  const taint = (taints: { key: string; effect: string }[] | null) =>
    cluster.api.patch({ resource: 'nodes', name: 'node-a' }, { spec: { taints } });
  const names = () => cluster.api.list('pods').map(({ metadata }) => metadata.name);

  beforeEach(() => {
    cluster = new TestCluster();
    cluster.pass(1);
    cluster.create('pods', pod('plain'));
    cluster.create('pods', pod('patient', [{ ...bears, tolerationSeconds: 60 }]));
    cluster.create('pods', pod('stays', [bears]));
    cluster.pass(3);
  });

  it('does so at once, later or never, as they tolerate it', () => {
    taint([{ key: 'repair', effect: 'NoExecute' }]);
    cluster.pass(0.1);
    expect(at(cluster.get('pods', 'plain')?.status, 'conditions')).toContainEqual(
      expect.objectContaining({ type: 'DisruptionTarget', status: 'True', reason: 'DeletionByTaintManager' }),
    );
    cluster.pass(10);
    expect(names()).toEqual(['patient', 'stays']);
    cluster.pass(60);
    expect(names()).toEqual(['stays']);
    expect(cluster.events('plain.')).toContain(
      'TaintManagerEviction: Marking for deletion Pod default/plain',
    );
  });

  it('does not when it is taken away in time', () => {
    taint([{ key: 'repair', effect: 'NoExecute' }]);
    cluster.pass(30);
    taint(null);
    cluster.pass(60);
    expect(names()).toEqual(['patient', 'stays']);
    expect(cluster.events('patient.')).toContain(
      'TaintManagerEviction: Cancelling deletion of Pod default/patient',
    );
  });

  it('is given to a silent node, whose daemons stay', () => {
    cluster.create('daemonsets.apps', {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { name: 'agent', namespace: 'default' },
      spec: {
        selector: { matchLabels: { app: 'agent' } },
        template: { metadata: { labels: { app: 'agent' } }, spec: podSpec },
      },
    });
    cluster.pass(3);
    cluster.controllers.setKubelet('node-a', false);
    cluster.pass(360);
    const leaving = cluster.api
      .list('pods')
      .filter(({ metadata }) => metadata.deletionTimestamp)
      .map(({ metadata }) => metadata.name);
    expect(leaving).toEqual(['patient', 'plain', 'stays']);
    expect(cluster.get('daemonsets.apps', 'agent')?.status).toMatchObject({
      desiredNumberScheduled: 1,
      currentNumberScheduled: 1,
      numberMisscheduled: 1,
    });
  });
});

const podSpec = { containers: [{ name: 'app', image: 'lab/agent:1' }] };
