import { type Cluster } from '../Cluster';
import { keyOf } from '../Informer';
import { stamp } from '../moments';
import { isNodeReady, readNode, type Node } from '../nodes/nodeView';
import { type KubeObject } from '../../kubernetes/types';
import { type WorkQueue } from '../WorkQueue';
import {
  freeShare,
  nothing,
  obstacle,
  plus,
  requestOf,
  noNodes,
  unschedulableMessage,
  type Obstacle,
  type Request,
} from './fit';
import { namedNodes } from './nodeAffinity';
import { choosePlace, volumeObstacle, volumesOf, type PodVolumes } from './podVolumes';
import { withConditions } from '../pods/podConditions';
import { readPod, type Pod } from '../pods/podView';

const component = 'default-scheduler';

/** Binds pods to nodes that have room for what they request. */
export class Scheduler {
  private readonly queue: WorkQueue;
  private readonly used = new Map<string, Request>();
  private readonly waiting = new Set<string>();

  constructor(private readonly cluster: Cluster) {
    this.queue = cluster.queue('scheduler', key => this.reconcile(key));
  }

  start(): void {
    this.cluster.informer('pods').onEvent(({ object, before, type }) => {
      if (before) this.count(before, -1);
      if (type !== 'DELETED') this.count(object, 1);
      if (type === 'DELETED') this.released(keyOf(object));
      else if (!readPod(object).spec.nodeName) this.queue.add(keyOf(object));
    });
    this.cluster.informer('nodes').onEvent(({ object, before }) => {
      if (!before || this.fitsChanged(readNode(before), readNode(object))) this.retryWaiting();
    });
    this.watchVolumes();
  }

  /** Claims that come, go or are bound may be what a pod waits for. */
  private watchVolumes(): void {
    for (const resource of ['persistentvolumeclaims', 'persistentvolumes', 'storageclasses.storage.k8s.io']) {
      this.cluster.informer(resource).onEvent(() => this.retryWaiting());
    }
  }

  private fitsChanged(before: Node, after: Node): boolean {
    return (
      JSON.stringify([before.spec, before.status.allocatable]) !==
      JSON.stringify([after.spec, after.status.allocatable])
    );
  }

  /** Finished pods hold nothing. */
  private count(object: KubeObject, sign: 1 | -1): void {
    const pod = readPod(object);
    const node = pod.spec.nodeName;
    if (!node || pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed') return;
    this.used.set(node, plus(this.used.get(node) ?? nothing, requestOf(pod), sign));
  }

  private released(key: string): void {
    this.waiting.delete(key);
    this.retryWaiting();
  }

  private retryWaiting(): void {
    for (const key of this.waiting) this.queue.add(key);
  }

  private reconcile(key: string): void {
    const stored = this.cluster.informer('pods').byKey(key);
    const pod = stored && readPod(stored);
    const mine = pod && (pod.spec.schedulerName ?? component) === component;
    if (!stored || !mine || pod.spec.nodeName || pod.metadata.deletionTimestamp) {
      this.waiting.delete(key);
      return;
    }
    if (pod.spec.schedulingGates.length > 0) {
      this.conclude(stored, 'SchedulingGated', gated);
      return;
    }
    const nodes = this.cluster.informer('nodes').list().map(readNode);
    const volumes = volumesOf(this.cluster, pod);
    if (typeof volumes === 'string') {
      this.refuse(
        stored,
        nodes.length ? `0/${nodes.length} nodes are available: ${volumes}. not found` : noNodes,
      );
      return;
    }
    const looked = nodes.map(node => ({ node, obstacle: this.obstacleOn(node, pod, volumes) }));
    const [best] = looked
      .filter(({ obstacle: found }) => found === undefined)
      .map(({ node }) => ({ node, score: freeShare(pod, node, this.usedOn(node)) }))
      .sort((a, b) => b.score - a.score || (a.node.metadata.name < b.node.metadata.name ? -1 : 1));
    if (best) this.place(stored, best.node.metadata.name, volumes);
    else this.refuse(stored, unschedulableMessage(looked.flatMap(({ obstacle: found }) => found ?? [])));
  }

  private usedOn(node: Node): Request {
    return this.used.get(node.metadata.name) ?? nothing;
  }

  private obstacleOn(node: Node, pod: Pod, volumes: PodVolumes): Obstacle | undefined {
    const named = namedNodes(pod);
    const elsewhere = "node(s) didn't satisfy plugin(s) [NodeAffinity]";
    if (named && !named.has(node.metadata.name)) return { reasons: [elsewhere], helped: false };
    if (!isNodeReady(node)) return { reasons: ['node(s) had untolerated taint(s)'], helped: false };
    const found = obstacle(pod, node, this.usedOn(node));
    const why = found ? undefined : volumeObstacle(this.cluster, volumes, node);
    return why === undefined ? found : { reasons: [why], helped: false };
  }

  /** A pod comes to its node when its volumes are there. */
  private place(stored: KubeObject, node: string, volumes: PodVolumes): void {
    if (choosePlace(this.cluster, volumes, node)) this.bind(stored, node);
    else this.waiting.add(keyOf(stored));
  }

  private bind(stored: KubeObject, node: string): void {
    const { namespace, name } = stored.metadata;
    this.waiting.delete(keyOf(stored));
    const key = { resource: 'pods', namespace, name };
    const api = this.cluster.apiAs('kube-scheduler');
    api.patch(key, { spec: { nodeName: node } });
    const now = stamp(this.cluster.clock.now());
    const conditions = withConditions(readPod(stored), [{ type: 'PodScheduled', status: 'True' }], now);
    const bound = api.patch(key, { status: { conditions } }, 'status');
    const message = `Successfully assigned ${namespace}/${name} to ${node}`;
    this.cluster.events.record(component, bound, { reason: 'Scheduled', message });
  }

  private refuse(stored: KubeObject, message: string): void {
    this.waiting.add(keyOf(stored));
    if (this.conclude(stored, 'Unschedulable', message)) {
      this.cluster.events.record(component, stored, { type: 'Warning', reason: 'FailedScheduling', message });
    }
  }

  /** Whether that is news. */
  private conclude(stored: KubeObject, reason: string, message: string): boolean {
    const pod = readPod(stored);
    const known = pod.status.conditions.find(({ type }) => type === 'PodScheduled');
    if (known?.message === message) return false;
    const { namespace, name } = stored.metadata;
    const now = stamp(this.cluster.clock.now());
    const condition = { type: 'PodScheduled', status: 'False', reason, message } as const;
    const conditions = withConditions(pod, [condition], now);
    const api = this.cluster.apiAs('kube-scheduler');
    api.patch({ resource: 'pods', namespace, name }, { status: { conditions } }, 'status');
    return true;
  }
}

const gated = 'Scheduling is blocked due to non-empty scheduling gates';
