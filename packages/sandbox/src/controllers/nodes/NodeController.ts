import { jsonEqual } from '../../kubernetes/json';
import { type Cluster } from '../Cluster';
import { stamp } from '../moments';
import { asJson } from '../views';
import { type WorkQueue } from '../WorkQueue';
import { nodeConditions, registeredStatus, taintsOf } from './nodeStatus';
import { LostPods } from './LostPods';
import { isNodeReady, readNode, type Node } from './nodeView';

const leases = 'kube-node-lease';
/** How long the node controller waits for a silent kubelet. */
const monitorGrace = 50_000;

/** Registers nodes, renews their leases, and says so when a kubelet falls silent. */
export class NodeController {
  private readonly queue: WorkQueue;
  private readonly silent = new Set<string>();
  private readonly lostPods: LostPods;
  private beating = false;

  constructor(private readonly cluster: Cluster) {
    this.queue = cluster.queue('node', key => this.reconcile(key));
    this.lostPods = new LostPods(cluster);
  }

  start(): void {
    this.cluster.informer('nodes').onEvent(({ object }) => this.queue.add(object.metadata.name));
  }

  /** Whether the kubelet of that node answers. A silent one is missed after a while, as by the real node controller. */
  setKubelet(name: string, answers: boolean): void {
    if (answers) this.silent.delete(name);
    else this.silent.add(name);
    this.queue.addAfter(name, answers ? 0 : monitorGrace);
  }

  hears(name: string): boolean {
    return !this.silent.has(name);
  }

  private reconcile(name: string): void {
    const stored = this.cluster.informer('nodes').byKey(name);
    if (!stored) return;
    const node = readNode(stored);
    if (!node.status.conditions.some(({ type }) => type === 'Ready')) this.register(node);
    else if (isNodeReady(node) !== this.hears(name)) this.turn(node);
    this.taint(name);
    this.startHeartbeat();
  }

  private taint(name: string): void {
    const stored = this.cluster.api.get({ resource: 'nodes', name });
    if (!stored) return;
    const node = readNode(stored);
    const taints = taintsOf(node, isNodeReady(node), stamp(this.cluster.clock.now())).map(asJson);
    if (jsonEqual(taints, node.spec.taints.map(asJson))) return;
    this.cluster.api.patch({ resource: 'nodes', name }, { spec: { taints: taints.length ? taints : null } });
  }

  private register(node: Node): void {
    const { name } = node.metadata;
    const now = stamp(this.cluster.clock.now());
    this.cluster
      .apiAs('kubelet')
      .patch({ resource: 'nodes', name }, { status: registeredStatus(node, now) }, 'status');
    this.renew(node);
    const stored = this.cluster.api.get({ resource: 'nodes', name });
    const message = `Node ${name} event: Registered Node ${name} in Controller`;
    if (stored) this.cluster.events.record('node-controller', stored, { reason: 'RegisteredNode', message });
  }

  private turn(node: Node): void {
    const { name } = node.metadata;
    const heard = this.hears(name);
    const now = stamp(this.cluster.clock.now());
    const conditions = nodeConditions(node, heard, now);
    this.cluster.api.patch({ resource: 'nodes', name }, { status: { conditions } }, 'status');
    const stored = this.cluster.api.get({ resource: 'nodes', name });
    if (!heard) this.lostPods.nodeLost(name);
    const reason = heard ? 'NodeReady' : 'NodeNotReady';
    const message = `Node ${name} status is now: ${reason}`;
    const source = heard ? 'kubelet' : 'node-controller';
    if (stored) this.cluster.events.record(source, stored, { reason, message });
  }

  /** One timer for all nodes, and none without nodes. */
  private startHeartbeat(): void {
    if (this.beating) return;
    this.beating = true;
    this.cluster.after((this.cluster.options.heartbeatSeconds ?? 10) * 1000, () => {
      this.beating = false;
      const nodes = this.cluster.informer('nodes').list();
      for (const node of nodes) if (this.hears(node.metadata.name)) this.renew(readNode(node));
      if (nodes.length) this.startHeartbeat();
    });
  }

  private renew({ metadata: { name, uid } }: Node): void {
    const renewTime = this.cluster.clock.now().toISOString().replace('Z', '000Z');
    const key = { resource: 'leases.coordination.k8s.io', namespace: leases, name };
    const api = this.cluster.apiAs('kubelet');
    if (api.get(key)) {
      api.patch(key, { spec: { renewTime } });
      return;
    }
    api.create(key.resource, {
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: {
        name,
        namespace: leases,
        ownerReferences: [{ apiVersion: 'v1', kind: 'Node', name, uid }],
      },
      spec: { holderIdentity: name, leaseDurationSeconds: 40, renewTime },
    });
  }
}
