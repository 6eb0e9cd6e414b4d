import { parse } from 'yaml';
import { at } from '../../kubernetes/json';
import { eksNodes } from '../../scenario/stacks/manifests/nodes';
import { workload } from '../../scenario/stacks/manifests/workloads';
import { type Manifest } from '../../scenario/stacks/manifests/Manifest';
import { TestCluster } from '../__testUtils__/TestCluster';

describe('the Cluster Autoscaler', () => {
  let cluster: TestCluster;
  afterEach(() => cluster.controllers.stop());

  const apply = (manifests: Manifest[]) =>
    manifests.forEach(({ resource, object }) => cluster.create(resource, object));
  function begin(nodes: string, type = 'm6i.large') {
    cluster = new TestCluster({ nodes: [] });
    apply(eksNodes('workers', 1, type, 10));
    const image = 'registry.k8s.io/autoscaling/cluster-autoscaler:v1.34.1';
    apply(
      workload({ name: 'cluster-autoscaler', namespace: 'kube-system', image, args: [`--nodes=${nodes}`] }),
    );
    cluster.pass(20);
  }
  const pods = (replicas: number) =>
    apply(workload({ name: 'app', namespace: 'default', image: 'lab/app:1', cpu: '1500m', replicas }));
  const status = () =>
    parse(
      String(at(cluster.get('configmaps', 'cluster-autoscaler-status', 'kube-system'), 'data', 'status')),
    );

  it('brings a node for a pod that fits nowhere', () => {
    begin('1:3:workers');
    pods(2);
    cluster.pass(15);
    expect(cluster.events('app-')).toContain(
      'TriggeredScaleUp: pod triggered scale-up: [{workers 1->2 (max: 3)}]',
    );
    expect(status().nodeGroups[0]).toMatchObject({
      name: 'workers',
      health: { status: 'Healthy', cloudProviderTarget: 2, minSize: 1, maxSize: 3 },
      scaleUp: { status: 'InProgress' },
    });
    cluster.pass(60);
    expect(cluster.api.list('nodes')).toHaveLength(2);
    expect(cluster.api.list('pods', { namespace: 'default' }).every(({ spec }) => spec?.nodeName)).toBe(true);
    expect(status()).toMatchObject({
      autoscalerStatus: 'Running',
      clusterWide: {
        health: { nodeCounts: { registered: { total: 2, ready: 2 } } },
        scaleUp: { status: 'NoActivity' },
      },
    });
  });

  it('brings none beyond the most that a group may have, and says why of the pod', () => {
    begin('1:1:workers');
    pods(2);
    cluster.pass(60);
    expect(cluster.api.list('nodes')).toHaveLength(1);
    const refusal = "NotTriggerScaleUp: pod didn't trigger scale-up: 1 max node group size reached";
    expect(cluster.events('app-').filter(text => text === refusal)).toHaveLength(1);
  });

  it('leaves a group alone for a while when the cloud has no more machines', () => {
    begin('1:3:workers', 'p5.48xlarge');
    apply(workload({ name: 'app', namespace: 'default', image: 'lab/app:1', cpu: '150', replicas: 2 }));
    cluster.pass(80);
    expect(status().nodeGroups[0].scaleUp).toMatchObject({
      status: 'Backoff',
      backoffInfo: { errorCode: 'placeholder-cannot-be-fulfilled' },
    });
    expect(cluster.api.list('nodes')).toHaveLength(1);
  });
});
