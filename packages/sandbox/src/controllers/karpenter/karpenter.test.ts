import { at } from '../../kubernetes/json';
import { type JsonValue } from '../../kubernetes/types';
import { karpenterDefinitions } from '../../scenario/stacks/definitions';
import { nodeClass, nodePool } from '../../scenario/stacks/manifests/karpenter';
import { type Manifest } from '../../scenario/stacks/manifests/Manifest';
import { workload } from '../../scenario/stacks/manifests/workloads';
import { TestCluster } from '../__testUtils__/TestCluster';

const app = {
  name: 'app',
  namespace: 'default',
  image: 'lab/app:1',
  cpu: '1500m',
  nodeSelector: { 'karpenter.sh/nodepool': 'general' },
};

describe('Karpenter', () => {
  let cluster: TestCluster;
  beforeEach(() => {
    cluster = new TestCluster({ nodes: [] });
    for (const definition of karpenterDefinitions) {
      cluster.create('customresourcedefinitions.apiextensions.k8s.io', definition);
    }
  });
  afterEach(() => cluster.controllers.stop());

  const apply = (...manifests: Manifest[]) =>
    manifests.forEach(({ resource, object }) => cluster.create(resource, object));
  const pool = (limits: Record<string, string> = { cpu: '4' }, types = ['m6i.large']) =>
    apply(nodeClass('default'), nodePool({ name: 'general', types, limits }));
  const scale = (replicas: number) =>
    cluster.api.patch(
      { resource: 'deployments.apps', namespace: 'default', name: 'app' },
      { spec: { replicas } },
    );
  const condition = (resource: string, name: string, type: string) => {
    const found = cluster.api.get({ resource, name })?.status?.conditions;
    const all: JsonValue[] = Array.isArray(found) ? found : [];
    return all.find(each => at(each, 'type') === type);
  };
  const claims = () => cluster.api.list('nodeclaims.karpenter.sh');

  it('orders a node for a pod that fits nowhere, which comes half a minute later and takes it', () => {
    pool();
    apply(...workload(app));
    cluster.pass(2);
    const [claim] = claims();
    const name = String(claim?.metadata.name);
    expect(condition('nodeclaims.karpenter.sh', name, 'Ready')).toMatchObject({ status: 'Unknown' });
    expect(cluster.events('app-')).toContain(`Nominated: Pod should schedule on: nodeclaim/${name}`);
    expect(cluster.api.list('nodes')).toEqual([]);
    cluster.pass(5);
    expect(condition('nodeclaims.karpenter.sh', name, 'Launched')).toMatchObject({ status: 'True' });
    expect(condition('nodeclaims.karpenter.sh', name, 'Registered')).toMatchObject({
      status: 'Unknown',
      reason: 'NodeNotFound',
      message: 'Node not registered with cluster',
    });
    cluster.pass(40);
    expect(condition('nodeclaims.karpenter.sh', name, 'Ready')).toMatchObject({ status: 'True' });
    expect(cluster.api.list('nodes')[0]?.metadata.labels).toMatchObject({
      'karpenter.sh/nodepool': 'general',
      'node.kubernetes.io/instance-type': 'm6i.large',
    });
    expect(cluster.api.list('pods')[0]?.status?.phase).toBe('Running');
    expect(
      cluster.api.get({ resource: 'nodepools.karpenter.sh', name: 'general' })?.status?.resources,
    ).toMatchObject({
      cpu: '2',
      nodes: '1',
    });
  });

  it('orders nothing beyond the limit of the pool, and says so of the pod', () => {
    pool();
    apply(...workload({ ...app, replicas: 3 }));
    cluster.pass(60);
    expect(claims()).toHaveLength(2);
    const waiting = cluster.api.list('pods').filter(({ spec }) => !spec?.nodeName);
    expect(waiting).toHaveLength(1);
    expect(cluster.events(waiting[0]?.metadata.name)).toContain(
      'FailedScheduling: Failed to schedule pod, all available instance types exceed limits for nodepool (NodePool=general)',
    );
  });

  it('takes a node away a minute after nothing runs on it any more', () => {
    pool();
    apply(...workload(app));
    cluster.pass(60);
    scale(0);
    cluster.pass(50);
    expect(cluster.api.list('nodes')).toHaveLength(1);
    cluster.pass(30);
    expect([cluster.api.list('nodes'), claims()]).toEqual([[], []]);
    expect(cluster.events()).toContain('DisruptionTerminating: Disrupting Node: Empty');
  });

  it('drains a node as far as a disruption budget lets it, and says of it that it goes', () => {
    pool();
    apply(...workload(app));
    cluster.pass(60);
    const budget = { resource: 'poddisruptionbudgets.policy', namespace: 'default', name: 'app' };
    cluster.create(budget.resource, {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'app', namespace: 'default' },
      spec: { maxUnavailable: 0, selector: { matchLabels: { 'app.kubernetes.io/name': 'app' } } },
    });
    cluster.pass(1);
    const [node] = cluster.api.list('nodes');
    cluster.api.delete({
      resource: 'nodeclaims.karpenter.sh',
      name: String(claims()[0]?.metadata.name),
    });
    cluster.pass(60);
    const going = cluster.api.list('nodes').find(({ metadata }) => metadata.name === node?.metadata.name);
    expect(going?.metadata).toMatchObject({
      deletionTimestamp: expect.any(String),
      finalizers: ['karpenter.sh/termination'],
    });
    expect(going?.spec?.taints).toEqual([{ key: 'karpenter.sh/disrupted', effect: 'NoSchedule' }]);
    const told = cluster
      .events(String(node?.metadata.name))
      .filter(text => text.startsWith('FailedDraining'));
    expect(told).toEqual(['FailedDraining: Failed to drain node, 1 pods are waiting to be evicted']);
    const pods = () => cluster.api.list('pods').map(({ spec }) => spec?.nodeName);
    expect(pods()).toEqual([node?.metadata.name]);
    cluster.api.delete(budget);
    cluster.pass(60);
    expect(pods()).not.toContain(node?.metadata.name);
    expect(cluster.api.list('nodes')).not.toContainEqual(
      expect.objectContaining({ metadata: expect.objectContaining({ name: node?.metadata.name }) }),
    );
  });

  it('takes a machine away whose node somebody deletes', () => {
    pool();
    apply(...workload(app));
    cluster.pass(60);
    const [before] = claims();
    cluster.api.delete({ resource: 'nodes', name: String(cluster.api.list('nodes')[0]?.metadata.name) });
    cluster.pass(10);
    expect(claims().map(({ metadata }) => metadata.name)).not.toContain(before?.metadata.name);
  });

  it('has a pool without its class of machines not ready', () => {
    apply(nodePool({ name: 'general', types: ['m6i.large'], limits: {} }), ...workload(app));
    cluster.pass(5);
    expect(condition('nodepools.karpenter.sh', 'general', 'NodeClassReady')).toMatchObject({
      status: 'False',
      reason: 'NodeClassNotFound',
    });
    expect(condition('nodepools.karpenter.sh', 'general', 'Ready')).toMatchObject({
      status: 'False',
      reason: 'UnhealthyDependents',
      message: 'NodeClassReady=False',
    });
    expect(claims()).toEqual([]);
  });

  it('drops the claim of a machine that the cloud has none of, says so, and asks anew', () => {
    pool({}, ['p5.48xlarge']);
    apply(...workload(app));
    cluster.pass(30);
    const told = cluster.events().join('\n');
    expect(told).toMatch(
      /InsufficientCapacityError: NodeClaim general-\w+ event: creating instance, insufficient capacity/,
    );
    const asked = new Set(told.match(/nodeclaim\/general-\w+/g));
    expect(asked.size).toBeGreaterThan(1);
    expect(claims().length).toBeLessThan(asked.size);
    expect(cluster.api.list('nodes')).toEqual([]);
  });

  it('keeps asking for a machine that it may not start, and asks anew after five minutes', () => {
    const { resource, object } = nodeClass('default');
    const spec = { amiSelectorTerms: [{ id: 'ami-0000000f04e16e000' }] };
    cluster.create(resource, { ...object, spec });
    apply(nodePool({ name: 'general', types: ['m6i.large'], limits: {} }), ...workload(app));
    cluster.pass(120);
    const name = String(claims()[0]?.metadata.name);
    expect(condition('nodeclaims.karpenter.sh', name, 'Launched')).toMatchObject({
      status: 'Unknown',
      reason: 'AMIAuthorizationFailure',
    });
    cluster.pass(300);
    expect(claims().map(({ metadata }) => metadata.name)).not.toContain(name);
  });
});
