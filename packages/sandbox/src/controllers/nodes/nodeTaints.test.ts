import { at } from '../../kubernetes/json';
import { TestCluster } from '../__testUtils__/TestCluster';
import { type JsonObject } from '../views';

describe('the taints of a node', () => {
  let cluster: TestCluster;
  const change = (spec: JsonObject) => {
    cluster.api.patch({ resource: 'nodes', name: 'node-a' }, { spec });
    cluster.pass(1);
  };
  const taints = () => at(cluster.api.get({ resource: 'nodes', name: 'node-a' })?.spec, 'taints');

  beforeEach(() => {
    cluster = new TestCluster();
    cluster.pass(1);
  });

  it('say that it is cordoned, and since when, for as long as it is', () => {
    change({ unschedulable: true });
    const cordon = {
      key: 'node.kubernetes.io/unschedulable',
      effect: 'NoSchedule',
      timeAdded: expect.stringMatching(/^2026-11-21T/),
    };
    expect(taints()).toEqual([cordon]);
    const first = taints();
    cluster.pass(60);
    expect(taints()).toEqual(first);
    change({ unschedulable: null });
    expect(taints()).toBeUndefined();
  });

  it('of others stay as they are', () => {
    const mine = {
      key: 'ToBeDeletedByClusterAutoscaler',
      value: '1795354995',
      effect: 'NoSchedule',
    };
    change({ unschedulable: true, taints: [mine] });
    expect(taints()).toEqual([mine, expect.objectContaining({ key: 'node.kubernetes.io/unschedulable' })]);
    change({ unschedulable: null });
    expect(taints()).toEqual([mine]);
  });
});
