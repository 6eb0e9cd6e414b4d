import { type KubeObject } from '../../kubernetes/types';
import { type Cluster } from '../Cluster';
import { podsOn } from '../nodes/podsOn';
import { readPod } from '../pods/podView';
import { durationOf } from '../rollouts/analysis/duration';
import { type WorkQueue } from '../WorkQueue';
import { Draining } from './Draining';
import { isTrue, nodeClaims, nodePools, poolLabel, readNodeClaim, readNodePool } from './karpenterView';

const component = 'karpenter';
/** Between two looks at whether a node that goes is empty of pods. */
const draining = 2_000;

/** Takes away nodes that nothing but their daemons runs on, once they were so for as long as their pool says; and drains what is deleted. */
export class Disruption {
  private readonly queue: WorkQueue;
  /** By node: since when it is empty, in sandbox milliseconds. */
  private readonly emptySince = new Map<string, number>();
  private readonly drainer: Draining;

  constructor(private readonly cluster: Cluster) {
    this.drainer = new Draining(cluster);
    this.queue = cluster.queue(`${component}-disruption`, key => this.reconcile(key), 500);
  }

  start(): void {
    this.cluster.informer(nodeClaims).onEvent(({ object, type }) => {
      if (type !== 'DELETED') this.queue.add(object.metadata.name);
    });
    this.cluster.informer('nodes').onEvent(({ object }) => {
      const claim = object.metadata.deletionTimestamp && this.claimOf(object.metadata.name);
      if (claim && !claim.metadata.deletionTimestamp) this.remove(claim);
    });
    this.cluster.informer('pods').onEvent(({ object, before }) => {
      const node = readPod(object).spec.nodeName ?? (before && readPod(before).spec.nodeName);
      const claim = node && this.claimOf(node);
      if (claim) this.queue.add(claim.metadata.name);
    });
  }

  private claims(): KubeObject[] {
    return this.cluster.informer(nodeClaims).list();
  }

  private claimOf(node: string): KubeObject | undefined {
    return this.claims().find(each => each.status?.nodeName === node);
  }

  private remove({ metadata: { name } }: KubeObject): void {
    this.cluster.apiAs(component).delete({ resource: nodeClaims, name });
  }

  private reconcile(name: string): void {
    const stored = this.cluster.informer(nodeClaims).byKey(name);
    if (!stored) return;
    const claim = readNodeClaim(stored);
    const node = claim.status.nodeName;
    if (claim.metadata.deletionTimestamp) this.end(stored, node);
    else if (node && isTrue(claim, 'Initialized')) this.watchEmptiness(stored, node);
  }

  private watchEmptiness(stored: KubeObject, node: string): void {
    if (this.workOn(node).length) {
      this.emptySince.delete(node);
      return;
    }
    const now = this.cluster.clock.elapsed();
    const since = this.emptySince.get(node) ?? now;
    this.emptySince.set(node, since);
    const left = since + this.patience(stored) - now;
    if (left > 0) this.queue.addAfter(stored.metadata.name, left);
    else this.disrupt(stored, node);
  }

  private patience({ metadata }: KubeObject): number {
    const pool = this.cluster.informer(nodePools).byKey(metadata.labels?.[poolLabel] ?? '');
    return pool ? (durationOf(readNodePool(pool).spec.disruption.consolidateAfter) ?? 0) : 0;
  }

  private disrupt(stored: KubeObject, node: string): void {
    const object = this.cluster.api.get({ resource: 'nodes', name: node });
    const reason = 'DisruptionTerminating';
    if (object) {
      this.cluster.events.record(component, object, { reason, message: 'Disrupting Node: Empty' });
      this.drainer.close(node);
    }
    this.cluster.events.record(component, stored, { reason, message: 'Disrupting NodeClaim: Empty' });
    this.remove(stored);
  }

  /** Its pods are asked to go; then node and machine go, and at last the claim. */
  private end(stored: KubeObject, node: string | undefined): void {
    const left = node ? this.workOn(node) : [];
    if (node) this.drainer.drain(node, left);
    if (left.length) {
      this.queue.addAfter(stored.metadata.name, draining);
      return;
    }
    if (node) {
      this.emptySince.delete(node);
      this.drainer.release(node);
    }
    this.cluster
      .apiAs(component)
      .patch({ resource: nodeClaims, name: stored.metadata.name }, { metadata: { finalizers: null } });
  }

  /** Pods that are not their node's daemons. */
  private workOn(node: string): KubeObject[] {
    return podsOn(this.cluster, node).filter(pod => !isDaemon(pod) && !hasEnded(pod));
  }
}

function isDaemon({ metadata }: KubeObject): boolean {
  return metadata.ownerReferences?.some(({ kind }) => kind === 'DaemonSet' || kind === 'Node') ?? false;
}

function hasEnded(pod: KubeObject): boolean {
  const { phase } = readPod(pod).status;
  return phase === 'Succeeded' || phase === 'Failed';
}
