import { jsonEqual } from '../../kubernetes/json';
import { type KubeObject } from '../../kubernetes/types';
import { type Cluster } from '../Cluster';
import { canonicalQuantity, quantity } from '../quantities';
import { type JsonObject } from '../views';
import { type WorkQueue } from '../WorkQueue';
import { conditionsOf, type Told } from './conditions';
import {
  isTrue,
  nodeClaims,
  nodeClasses,
  nodePools,
  poolLabel,
  readNodeClaim,
  readNodePool,
} from './karpenterView';

const component = 'karpenter';
const summed = ['cpu', 'ephemeral-storage', 'memory', 'pods'];

/** Says of each pool how much of it is used and whether it can make nodes, and of each class of machines that it is there. */
export class NodePoolController {
  private readonly queue: WorkQueue;

  constructor(private readonly cluster: Cluster) {
    this.queue = cluster.queue(`${component}-nodepool`, key => this.reconcile(key), 30);
  }

  start(): void {
    this.cluster.informer(nodePools).onEvent(({ object }) => this.queue.add(object.metadata.name));
    this.cluster.informer(nodeClaims).onEvent(({ object }) => {
      const pool = object.metadata.labels?.[poolLabel];
      if (pool) this.queue.add(pool);
    });
    this.cluster.informer(nodeClasses).onEvent(({ object, type }) => {
      if (type !== 'DELETED') this.settleClass(object);
      for (const pool of this.cluster.informer(nodePools).list()) this.queue.add(pool.metadata.name);
    });
  }

  private reconcile(name: string): void {
    const stored = this.cluster.informer(nodePools).byKey(name);
    if (!stored || stored.metadata.deletionTimestamp) return;
    const { metadata, spec, status } = readNodePool(stored);
    const conditions = conditionsOf(
      status.conditions,
      this.told(name, spec.template.spec.nodeClassRef.name),
      {
        root: 'Ready',
        now: this.cluster.clock.now(),
        generation: metadata.generation,
      },
    );
    const next = { conditions, resources: this.resources(name) };
    if (jsonEqual(next, stored.status)) return;
    this.cluster.apiAs(component).update(nodePools, { ...stored, status: next }, 'status');
  }

  private told(pool: string, className: string): Told[] {
    const there = this.cluster.informer(nodeClasses).byKey(className) !== undefined;
    const missing = {
      status: 'False',
      reason: 'NodeClassNotFound',
      message: 'NodeClass not found on cluster',
    } as const;
    const healthy = this.claimsOf(pool).some(claim => isTrue(readNodeClaim(claim), 'Registered'));
    return [
      { type: 'ValidationSucceeded', status: 'True' },
      { type: 'NodeClassReady', ...(there ? { status: 'True' } : missing) },
      ...(healthy ? [{ type: 'NodeRegistrationHealthy', status: 'True' } as const] : []),
    ];
  }

  private claimsOf(pool: string): KubeObject[] {
    return this.cluster
      .informer(nodeClaims)
      .list()
      .filter(({ metadata }) => metadata.labels?.[poolLabel] === pool);
  }

  private resources(pool: string): JsonObject {
    const claims = this.claimsOf(pool).map(readNodeClaim);
    const sumOf = (name: string) =>
      claims.reduce((sum, { status }) => sum + quantity(status.capacity[name]), 0);
    const sums = summed.map(name => [name, text(name, sumOf(name))] as const);
    return { ...Object.fromEntries(sums), nodes: String(claims.length) };
  }

  private settleClass(stored: KubeObject): void {
    if (stored.status?.conditions) return;
    const types = [
      'AMIsReady',
      'InstanceProfileReady',
      'SecurityGroupsReady',
      'SubnetsReady',
      'ValidationSucceeded',
    ];
    const told = types.map(type => ({ type, status: 'True' as const }));
    const now = this.cluster.clock.now();
    const conditions = conditionsOf([], told, {
      root: 'Ready',
      now,
      generation: stored.metadata.generation ?? 1,
    });
    this.cluster.apiAs(component).update(nodeClasses, { ...stored, status: { conditions } }, 'status');
  }
}

function text(name: string, value: number): string {
  const binary = name === 'memory' || name === 'ephemeral-storage';
  return binary ? `${Math.round(value / 1024 ** 2)}Mi` : canonicalQuantity(value);
}
