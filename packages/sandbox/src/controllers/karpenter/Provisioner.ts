import { type KubeObject } from '../../kubernetes/types';
import { type Cluster } from '../Cluster';
import { keyOf } from '../Informer';
import { type Node } from '../nodes/nodeView';
import { readPod, type Pod } from '../pods/podView';
import { quantity } from '../quantities';
import { matchesNode } from '../scheduling/nodeAffinity';
import { nothing, plus, type Request, requestOf } from '../scheduling/fit';
import { untolerated } from '../scheduling/tolerations';
import { type WorkQueue } from '../WorkQueue';
import { poolLabels } from './claimOf';
import {
  isTrue,
  nodeClaims,
  type NodePool,
  nodePools,
  poolLabel,
  readNodeClaim,
  readNodePool,
} from './karpenterView';
import { capacityOf } from './machineStatus';
import { fitsInto, type Offer, offersOf, withinLimits } from './offers';

/** Milliseconds for which pods are gathered, and after which those that still wait are looked at again. */
const batch = 1_000;
const again = 10_000;
/** The same event about a pod is not told again within this. */
const silence = 300_000;
const component = 'karpenter';

/** A node that is on its way, with the room that is left on it. */
interface Coming {
  claim: KubeObject;
  node: Node;
  free: Request;
}

/** Karpenter's provisioner: orders a node for pods that fit on none. */
export class Provisioner {
  private readonly queue: WorkQueue;
  /** By pod: the claim it was promised a place on. */
  private readonly promised = new Map<string, string>();
  private readonly told = new Map<string, number>();

  /** @param order makes the claim of such a machine */
  constructor(
    private readonly cluster: Cluster,
    private readonly order: (pool: NodePool, offer: Offer) => KubeObject,
  ) {
    this.queue = cluster.queue(component, () => this.provision(), batch);
  }

  start(): void {
    this.cluster.informer('pods').onEvent(({ object, type }) => {
      if (type === 'DELETED' || readPod(object).spec.nodeName) this.promised.delete(keyOf(object));
      else if (waits(readPod(object))) this.queue.add('pods');
    });
  }

  private provision(): void {
    const waiting = this.cluster
      .informer('pods')
      .list()
      .filter(pod => waits(readPod(pod)));
    if (waiting.length === 0) return;
    const coming = this.coming();
    for (const pod of waiting) this.place(pod, coming);
    this.queue.addAfter('pods', again);
  }

  private place(stored: KubeObject, coming: Coming[]): void {
    const pod = readPod(stored);
    const request = requestOf(pod);
    if (this.isPromised(stored, coming)) return;
    const found = coming.find(({ node, free }) => takes(node, pod) && fitsInto(request, free));
    const place = found ?? this.ordered(stored, pod, coming);
    if (!place) return;
    place.free = plus(place.free, request, -1);
    const { name } = place.claim.metadata;
    this.promised.set(keyOf(stored), name);
    this.tell(stored, { reason: 'Nominated', message: `Pod should schedule on: nodeclaim/${name}` });
  }

  private isPromised(stored: KubeObject, coming: Coming[]): boolean {
    const claim = this.promised.get(keyOf(stored));
    const place = coming.find(({ claim: { metadata } }) => metadata.name === claim);
    return place !== undefined;
  }

  private ordered(stored: KubeObject, pod: Pod, coming: Coming[]): Coming | undefined {
    const why: string[] = [];
    for (const pool of this.pools()) {
      const offers = offersOf(pool).filter(offer => takes(nodeOf(pool, offer), pod));
      const fitting = offers.filter(({ free }) => fitsInto(requestOf(pod), free));
      const used = this.usedBy(pool.metadata.name);
      const offer = fitting.find(each => withinLimits(pool, each, used));
      if (offer) {
        const place = { claim: this.order(pool, offer), node: nodeOf(pool, offer), free: offer.free };
        coming.push(place);
        return place;
      }
      why.push(`${refusal(pool, pod, fitting)} (NodePool=${pool.metadata.name})`);
    }
    if (why.length) {
      const message = `Failed to schedule pod, ${why.join('; ')}`;
      this.tell(stored, { type: 'Warning', reason: 'FailedScheduling', message });
    }
    return undefined;
  }

  /** The heaviest first; those that are not ready are not asked. */
  private pools(): NodePool[] {
    const all = this.cluster.informer(nodePools).list().map(readNodePool);
    return all
      .filter(pool => isTrue(pool, 'Ready'))
      .sort((one, other) => other.spec.weight - one.spec.weight);
  }

  private usedBy(pool: string): Request {
    return this.claims()
      .filter(({ metadata }) => metadata.labels?.[poolLabel] === pool)
      .map(claim => requestIn(machineOf(claim).capacity))
      .reduce((sum, each) => plus(sum, each), nothing);
  }

  private coming(): Coming[] {
    return this.claims().flatMap(claim => {
      const { metadata, status } = readNodeClaim(claim);
      if (isTrue({ status }, 'Initialized') || metadata.deletionTimestamp) return [];
      const node = nodeWith(metadata.name, metadata.labels);
      const promised = this.requestsFor(metadata.name);
      return [{ claim, node, free: plus(requestIn(machineOf(claim).allocatable), promised, -1) }];
    });
  }

  private requestsFor(claim: string): Request {
    const pods = [...this.promised].filter(([, name]) => name === claim).map(([key]) => key);
    const stored = pods.flatMap(key => this.cluster.informer('pods').byKey(key) ?? []);
    return stored.map(pod => requestOf(readPod(pod))).reduce((sum, each) => plus(sum, each), nothing);
  }

  private claims(): KubeObject[] {
    return this.cluster.informer(nodeClaims).list();
  }

  private tell(about: KubeObject, text: { type?: 'Warning'; reason: string; message: string }): void {
    const key = `${about.metadata.uid} ${text.reason} ${text.message}`;
    const now = this.cluster.clock.elapsed();
    if (now - (this.told.get(key) ?? -silence) < silence) return;
    this.told.set(key, now);
    this.cluster.events.record(component, about, text);
  }
}

function waits(pod: Pod): boolean {
  const scheduled = pod.status.conditions.find(({ type }) => type === 'PodScheduled');
  return !pod.spec.nodeName && !pod.metadata.deletionTimestamp && scheduled?.reason === 'Unschedulable';
}

function takes(node: Node, pod: Pod): boolean {
  return matchesNode(pod, node) && !untolerated(pod.spec.tolerations, node.spec.taints);
}

function nodeOf(pool: NodePool, offer: Offer): Node {
  return nodeWith('', poolLabels(pool, offer.type), pool.spec.template.spec.taints);
}

function nodeWith(name: string, labels: Record<string, string>, taints: Node['spec']['taints'] = []): Node {
  const metadata = {
    name,
    namespace: '',
    uid: '',
    generation: 0,
    creationTimestamp: '',
    labels,
    annotations: {},
    finalizers: [],
  };
  return {
    metadata,
    spec: { unschedulable: false, taints },
    status: { allocatable: {}, conditions: [], addresses: [] },
  };
}

/** What is ordered counts from the order on. */
function machineOf({ metadata }: KubeObject) {
  return capacityOf(metadata.labels?.['node.kubernetes.io/instance-type'] ?? '');
}

function requestIn(amounts: Readonly<Record<string, string>>): Request {
  return { cpu: quantity(amounts.cpu), memory: quantity(amounts.memory), pods: quantity(amounts.pods) };
}

/** Why a pool has nothing for the pod, in Karpenter's words. */
function refusal(pool: NodePool, pod: Pod, fitting: Offer[]): string {
  if (fitting.length) return 'all available instance types exceed limits for nodepool';
  const labels = poolLabels(pool, '');
  const wrong = Object.entries(pod.spec.nodeSelector).find(
    ([key, value]) => labels[key] !== undefined && labels[key] !== '' && labels[key] !== value,
  );
  if (wrong) {
    const [key, value] = wrong;
    return `incompatible requirements, key ${key}, ${key} In [${value}] not in ${key} In [${labels[key]}]`;
  }
  return 'no instance type satisfied resources and requirements';
}
