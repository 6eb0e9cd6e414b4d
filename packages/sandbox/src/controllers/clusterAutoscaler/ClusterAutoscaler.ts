import { type KubeObject } from '../../kubernetes/types';
import { type Cluster } from '../Cluster';
import { fnv32a } from '../hashing';
import { stamp } from '../moments';
import { type Node } from '../nodes/nodeView';
import { readPod, type Pod } from '../pods/podView';
import { nothing, obstacle } from '../scheduling/fit';
import { type WorkQueue } from '../WorkQueue';
import { nodeGroups, type NodeGroup } from './nodeGroups';
import { type BackOff, type GroupState, statusText, writtenTime } from './statusText';

const component = 'cluster-autoscaler';
const namespace = 'kube-system';
const statusMap = { resource: 'configmaps', namespace, name: 'cluster-autoscaler-status' };
/** Milliseconds: between two looks; until a machine that was ordered is a node; for which a group that failed is left alone. */
const period = 10_000;
const booting = 45_000;
const backOffTime = 300_000;
const soldOut = ['p5.48xlarge'];
const atMaximum = 'max node group size reached';
const backedOff = 'in backoff after failed scale-up';

/** Kubernetes' Cluster Autoscaler, where its Deployment says which groups there are. */
export class ClusterAutoscaler {
  private readonly queue: WorkQueue;
  private readonly targets = new Map<string, number>();
  private readonly backOffs = new Map<string, BackOff>();
  private readonly states = new Map<string, { state: string; at: string }>();
  private readonly told = new Set<string>();

  constructor(private readonly cluster: Cluster) {
    this.queue = cluster.queue(component, () => this.look(), 1_000);
  }

  start(): void {
    this.cluster.informer('deployments.apps').onEvent(({ object }) => {
      if (isOurs(object)) this.queue.add(component);
    });
  }

  private look(): void {
    const deployment = this.cluster.informer('deployments.apps').get(namespace, component);
    if (!deployment) return;
    const groups = nodeGroups(deployment, this.cluster.informer('nodes').list());
    for (const pod of this.cluster.informer('pods').list()) if (waits(readPod(pod))) this.help(pod, groups);
    this.write(groups.map(group => this.stateOf(group)));
    this.queue.addAfter(component, period);
  }

  private stateOf(group: NodeGroup): GroupState {
    return { group, target: this.targetOf(group), backOff: this.backOffs.get(group.name) };
  }

  private targetOf({ name, nodes }: NodeGroup): number {
    return Math.max(nodes.length, this.targets.get(name) ?? 0);
  }

  private help(pod: KubeObject, groups: readonly NodeGroup[]): void {
    const why = groups.map(group => ({ group, why: this.whyNot(readPod(pod), group) }));
    const able = why.find(each => each.why === undefined)?.group;
    if (able) this.grow(pod, able);
    else
      this.refuse(
        pod,
        why.map(each => each.why ?? ''),
      );
  }

  /** Undefined when another node of the group would take the pod. */
  private whyNot(pod: Pod, group: NodeGroup): string | undefined {
    const [like] = group.nodes;
    if (!like) return 'no node of the group to look at';
    const found = obstacle(pod, empty(like), nothing);
    if (found) return found.reasons[0];
    if (this.backOffs.has(group.name)) return backedOff;
    return this.targetOf(group) >= group.max ? atMaximum : undefined;
  }

  /** One at a time: while a node is on its way nothing more is ordered of its group. */
  private grow(pod: KubeObject, group: NodeGroup): void {
    const { name, nodes, max } = group;
    if (this.targetOf(group) > nodes.length) return;
    const [like] = nodes;
    this.targets.set(name, nodes.length + 1);
    const message = `pod triggered scale-up: [{${name} ${nodes.length}->${nodes.length + 1} (max: ${max})}]`;
    this.cluster.events.record(component, pod, { reason: 'TriggeredScaleUp', message });
    this.cluster.after(booting, () => like && this.arrive(name, like));
  }

  private arrive(group: string, like: Node): void {
    const type = like.metadata.labels['node.kubernetes.io/instance-type'] ?? '';
    if (soldOut.includes(type)) {
      this.targets.delete(group);
      const errorMessage = 'AWS cannot provision any more instances for this node group';
      this.backOffs.set(group, { errorCode: 'placeholder-cannot-be-fulfilled', errorMessage });
      this.cluster.after(backOffTime, () => this.backOffs.delete(group));
      return;
    }
    const number = fnv32a(`${group} ${this.cluster.clock.now().toISOString()}`);
    const name = `ip-10-0-${number % 250}-${4 + ((number >>> 8) % 250)}.eu-central-1.compute.internal`;
    const labels = { ...like.metadata.labels, 'kubernetes.io/hostname': name };
    const taints = like.spec.taints.filter(({ key }) => !key.startsWith('node.kubernetes.io/'));
    this.cluster.apiAs('kubelet').create('nodes', {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name, labels },
      spec: {
        providerID: `aws:///eu-central-1a/i-0${number.toString(16).padStart(16, '0')}`,
        ...(taints.length && {
          taints: taints.map(({ key, value = '', effect }) => ({ key, value, effect })),
        }),
      },
    });
  }

  /** Told once for a pod and reason. */
  private refuse(pod: KubeObject, reasons: string[]): void {
    const message = `pod didn't trigger scale-up: ${counted(reasons)}`;
    const key = `${pod.metadata.uid} ${message}`;
    if (this.told.has(key)) return;
    this.told.add(key);
    this.cluster.events.record(component, pod, { reason: 'NotTriggerScaleUp', message });
  }

  private write(states: readonly GroupState[]): void {
    const now = this.cluster.clock.now();
    const status = statusText(states, now, (about, state) => this.since(about, state));
    const annotations = { 'cluster-autoscaler.kubernetes.io/last-updated': writtenTime(now) };
    const api = this.cluster.apiAs(component);
    if (api.get(statusMap)) {
      api.patch(statusMap, { metadata: { annotations }, data: { status } });
      return;
    }
    const metadata = { namespace, name: statusMap.name, annotations };
    api.create('configmaps', { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { status } });
  }

  private since(about: string, state: string): string {
    const known = this.states.get(about);
    if (known?.state === state) return known.at;
    const at = stamp(this.cluster.clock.now());
    this.states.set(about, { state, at });
    return at;
  }
}

function isOurs({ metadata }: KubeObject): boolean {
  return metadata.namespace === namespace && metadata.name === component;
}

function waits({ spec, metadata, status }: Pod): boolean {
  const scheduled = status.conditions.find(({ type }) => type === 'PodScheduled');
  return !spec.nodeName && !metadata.deletionTimestamp && scheduled?.reason === 'Unschedulable';
}

/** Another node of the same kind, as it would be when it comes. */
function empty(node: Node): Node {
  const taints = node.spec.taints.filter(({ key }) => !key.startsWith('node.kubernetes.io/'));
  return { ...node, spec: { ...node.spec, unschedulable: false, taints } };
}

function counted(reasons: string[]): string {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(([reason, count]) => `${count} ${reason}`).join(', ');
}
