import { type KubeObject } from '../../kubernetes/types';
import { type Cluster } from '../Cluster';
import { evict } from '../disruption/evict';
import { readNode } from '../nodes/nodeView';
import { asJson } from '../views';
import { termination } from './karpenterView';

const component = 'karpenter';
const taint = { key: 'karpenter.sh/disrupted', effect: 'NoSchedule' };

/** How a node goes: it takes nothing new, what runs on it is asked to go, and at last it is let go. */
export class Draining {
  /** By node: how many pods it was said of that they have not gone. */
  private readonly told = new Map<string, number>();

  constructor(private readonly cluster: Cluster) {}

  /** Keeps new pods away. Karpenter does not say since when. */
  close(name: string): void {
    const stored = this.cluster.api.get({ resource: 'nodes', name });
    if (!stored) return;
    const { taints } = readNode(stored).spec;
    if (taints.some(({ key }) => key === taint.key)) return;
    const all = [...taints.map(asJson), taint];
    this.cluster.apiAs(component).patch({ resource: 'nodes', name }, { spec: { taints: all } });
  }

  /** Asks the pods that are left to go: a disruption budget may hold them. */
  drain(name: string, left: readonly KubeObject[]): void {
    const key = { resource: 'nodes', name };
    const stored = this.cluster.api.get(key);
    if (stored && !stored.metadata.deletionTimestamp) this.cluster.apiAs(component).delete(key);
    this.close(name);
    if (stored && left.length > 0 && this.told.get(name) !== left.length) {
      this.told.set(name, left.length);
      const message = `Failed to drain node, ${left.length} pods are waiting to be evicted`;
      this.cluster.events.record(component, stored, { type: 'Warning', reason: 'FailedDraining', message });
    }
    for (const pod of left) {
      if (!pod.metadata.deletionTimestamp) evict(this.cluster, component, pod);
    }
  }

  /** Nothing holds it any more. */
  release(name: string): void {
    this.told.delete(name);
    const key = { resource: 'nodes', name };
    const held = this.cluster.api.get(key)?.metadata.finalizers ?? [];
    const others = held.filter(finalizer => finalizer !== termination);
    if (held.length > 0) {
      const finalizers = others.length > 0 ? others : null;
      this.cluster.apiAs(component).patch(key, { metadata: { finalizers } });
    }
  }
}
