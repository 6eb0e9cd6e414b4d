import { jsonEqual } from '../../kubernetes/json';
import { type KubeObject } from '../../kubernetes/types';
import { type Cluster } from '../Cluster';
import { isNodeReady, readNode } from '../nodes/nodeView';
import { type JsonObject } from '../views';
import { type WorkQueue } from '../WorkQueue';
import { nodeNameOf, providerIdOf } from './claimOf';
import { conditionsOf, type Told } from './conditions';
import {
  isTrue,
  type NodeClaim,
  nodeClaims,
  nodeClasses,
  readNodeClaim,
  readNodeClass,
  termination,
} from './karpenterView';
import { capacityOf } from './machineStatus';

const component = 'karpenter';
/** Milliseconds: the cloud's answer, and from there to a kubelet that registers. */
const launching = 2_500;
const booting = 25_000;
const typeLabel = 'node.kubernetes.io/instance-type';
/** Of these the cloud has none left. */
const soldOut = ['p5.48xlarge'];
/** Machine images: one that never becomes a node, and one that Karpenter may not start. */
const brokenImage = 'ami-00000000bad0c0de0';
const foreignImage = 'ami-0000000f04e16e000';
/** Milliseconds: between two tries to launch, and after which a claim that was not launched goes. */
const retry = 60_000;
const launchTimeout = 300_000;

const notThere: Omit<Told, 'type'> = {
  status: 'Unknown',
  reason: 'NodeNotFound',
  message: 'Node not registered with cluster',
};

/** Brings an ordered machine to a node that takes pods: launched, registered, initialised. */
export class NodeClaimController {
  private readonly queue: WorkQueue;
  /** By claim: when its machine has started, in sandbox milliseconds. */
  private readonly upAt = new Map<string, number>();

  constructor(private readonly cluster: Cluster) {
    this.queue = cluster.queue(`${component}-nodeclaim`, key => this.reconcile(key), 20);
  }

  start(): void {
    this.cluster.informer(nodeClaims).onEvent(({ object, type }) => {
      if (type !== 'DELETED') this.queue.add(object.metadata.name);
    });
    this.cluster.informer('nodes').onEvent(({ object, type }) => {
      const claim = this.claimOf(object.metadata.name);
      if (claim && type !== 'DELETED') this.queue.add(claim.metadata.name);
    });
  }

  private claimOf(node: string): KubeObject | undefined {
    const all = this.cluster.informer(nodeClaims).list();
    return all.find(claim => claim.status?.nodeName === node);
  }

  private reconcile(name: string): void {
    const stored = this.cluster.informer(nodeClaims).byKey(name);
    if (!stored || stored.metadata.deletionTimestamp) return;
    const claim = readNodeClaim(stored);
    if (claim.status.conditions.length === 0) this.begin(stored);
    else if (!isTrue(claim, 'Launched')) this.launch(stored);
    else if (!claim.status.nodeName) this.register(stored, claim);
    else this.settle(stored, claim);
  }

  private begin(stored: KubeObject): void {
    const awaited = {
      status: 'Unknown',
      reason: 'AwaitingReconciliation',
      message: 'object is awaiting reconciliation',
    } as const;
    const told = ['Launched', 'Registered', 'Initialized'].map(type => ({ type, ...awaited }));
    this.write(stored, told);
    this.queue.addAfter(stored.metadata.name, launching);
  }

  private launch(stored: KubeObject): void {
    const type = stored.metadata.labels?.[typeLabel] ?? '';
    const later: Told[] = [
      { type: 'Registered', ...notThere },
      { type: 'Initialized', ...notThere },
    ];
    if (soldOut.includes(type)) {
      this.giveUp(stored, type);
      return;
    }
    if (this.hasImage(readNodeClaim(stored).spec.nodeClassRef.name, foreignImage)) {
      this.tryAgain(stored, later);
      return;
    }
    const zone = stored.metadata.labels?.['topology.kubernetes.io/zone'] ?? '';
    const providerID = providerIdOf(zone, stored.metadata.name);
    this.write(stored, [{ type: 'Launched', status: 'True' }, ...later], { providerID, ...capacityOf(type) });
  }

  /** What there is none of is not waited for: the claim goes, and the pods are looked at anew. */
  private giveUp(stored: KubeObject, type: string): void {
    const { name } = stored.metadata;
    const why = `creating instance, insufficient capacity, with fleet error(s), InsufficientInstanceCapacity: We currently do not have sufficient ${type} capacity in the Availability Zone you requested`;
    const message = `NodeClaim ${name} event: ${why}`;
    this.cluster.events.record(component, stored, {
      type: 'Warning',
      reason: 'InsufficientCapacityError',
      message,
    });
    this.cluster.apiAs(component).delete({ resource: nodeClaims, name });
  }

  private tryAgain(stored: KubeObject, later: readonly Told[]): void {
    const { name, creationTimestamp = '' } = stored.metadata;
    if (this.cluster.clock.now().getTime() - Date.parse(creationTimestamp) >= launchTimeout) {
      this.cluster.apiAs(component).delete({ resource: nodeClaims, name });
      return;
    }
    const message = 'Error creating fleet request: User is not authorized for AMI used in instance launch';
    const refused = {
      type: 'Launched',
      status: 'Unknown',
      reason: 'AMIAuthorizationFailure',
      message,
    } as const;
    this.write(stored, [refused, ...later]);
    this.queue.addAfter(name, retry);
  }

  /** The kubelet of a machine that has started makes its node. */
  private register(stored: KubeObject, { metadata, spec, status }: NodeClaim): void {
    if (this.hasImage(spec.nodeClassRef.name, brokenImage)) return;
    if (!this.isUp(metadata)) return;
    const name = nodeNameOf(metadata.name);
    this.cluster.apiAs('kubelet').create('nodes', {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: {
        name,
        labels: { ...metadata.labels, 'kubernetes.io/hostname': name, 'karpenter.sh/registered': 'true' },
        finalizers: [termination],
      },
      spec: { providerID: status.providerID ?? '', ...(spec.taints.length && { taints: spec.taints }) },
    });
    const told: Told[] = [
      { type: 'Launched', status: 'True' },
      { type: 'Registered', status: 'True' },
      { type: 'Initialized', status: 'Unknown', reason: 'NodeNotReady', message: 'Node status is NotReady' },
    ];
    this.write(stored, told, { nodeName: name });
  }

  private settle(stored: KubeObject, { status }: NodeClaim): void {
    const name = status.nodeName ?? '';
    const node = this.cluster.informer('nodes').byKey(name);
    if (!node || !isNodeReady(readNode(node)) || isTrue({ status }, 'Initialized')) return;
    const labels = { 'karpenter.sh/initialized': 'true' };
    this.cluster.apiAs(component).patch({ resource: 'nodes', name }, { metadata: { labels } });
    const told = ['Launched', 'Registered', 'Initialized'].map(type => ({ type, status: 'True' as const }));
    this.write(stored, told);
  }

  private isUp({ name, uid }: NodeClaim['metadata']): boolean {
    const now = this.cluster.clock.elapsed();
    const due = this.upAt.get(uid) ?? now + booting;
    this.upAt.set(uid, due);
    if (now < due) this.queue.addAfter(name, due - now);
    return now >= due;
  }

  private hasImage(className: string, image: string): boolean {
    const stored = this.cluster.informer(nodeClasses).byKey(className);
    return stored !== undefined && readNodeClass(stored).spec.amiSelectorTerms.some(({ id }) => id === image);
  }

  private write(stored: KubeObject, told: readonly Told[], more: JsonObject = {}): void {
    const { conditions: known } = readNodeClaim(stored).status;
    const generation = stored.metadata.generation ?? 1;
    const conditions = conditionsOf(known, told, {
      root: 'Ready',
      now: this.cluster.clock.now(),
      generation,
    });
    const status = { ...stored.status, ...more, conditions };
    if (jsonEqual(status, stored.status)) return;
    this.cluster.apiAs(component).update(nodeClaims, { ...stored, status }, 'status');
  }
}
