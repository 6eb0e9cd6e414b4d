import { type Node } from '../nodes/nodeView';
import { quantity } from '../quantities';
import { type Pod } from '../pods/podView';
import { matchesNode } from './nodeAffinity';
import { untolerated } from './tolerations';

/** What pods ask for, in cores, bytes and pods. */
export interface Request {
  cpu: number;
  memory: number;
  pods: number;
}

export const nothing: Request = { cpu: 0, memory: 0, pods: 0 };

export function plus(a: Request, b: Request, sign: 1 | -1 = 1): Request {
  return { cpu: a.cpu + sign * b.cpu, memory: a.memory + sign * b.memory, pods: a.pods + sign * b.pods };
}

/** What its containers ask for together, or an init container by itself if that is more. */
export function requestOf(pod: Pod): Request {
  const asked = (containers: Pod['spec']['containers'], name: string) =>
    containers.map(({ resources }) => quantity(resources.requests[name]));
  const of = (name: string) => {
    const together = asked(pod.spec.containers, name).reduce((sum, each) => sum + each, 0);
    return Math.max(together, ...asked(pod.spec.initContainers, name));
  };
  return { cpu: of('cpu'), memory: of('memory'), pods: 1 };
}

/** Why a pod cannot run on a node, in the scheduler's words. */
export interface Obstacle {
  reasons: string[];
  /** Whether taking other pods away could help. */
  helped: boolean;
}

function blocked(reason: string): Obstacle {
  return { reasons: [reason], helped: false };
}

/** Undefined when it can. The first that is in the way counts, in the order in which the scheduler looks. */
export function obstacle(pod: Pod, node: Node, used: Request): Obstacle | undefined {
  const { spec } = node;
  const cordon = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };
  if (spec.unschedulable && untolerated(pod.spec.tolerations, [cordon])) {
    return blocked('node(s) were unschedulable');
  }
  if (untolerated(pod.spec.tolerations, spec.taints)) return blocked('node(s) had untolerated taint(s)');
  if (!matchesNode(pod, node)) return blocked("node(s) didn't match Pod's node affinity/selector");
  return shortage(pod, node, used);
}

function shortage(pod: Pod, { status }: Node, used: Request): Obstacle | undefined {
  const request = requestOf(pod);
  const needed = plus(used, request);
  const has = (name: string) => quantity(status.allocatable[name]);
  const short = (['pods', 'cpu', 'memory'] as const).filter(
    name => request[name] > 0 && needed[name] > has(name),
  );
  if (short.length === 0) return undefined;
  const reasons = short.map(name => (name === 'pods' ? 'Too many pods' : `Insufficient ${name}`));
  return { reasons, helped: short.every(name => request[name] <= has(name)) };
}

function counted(reasons: string[]): string {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const texts = [...counts].map(([reason, count]) => `${count} ${reason}`);
  return texts.sort().join(', ');
}

export const noNodes = 'no nodes available to schedule pods';

/** As kube-scheduler 1.34 says it, e.g. `0/2 nodes are available: 2 Insufficient cpu. …` */
export function unschedulableMessage(obstacles: Obstacle[]): string {
  const total = obstacles.length;
  if (total === 0) return noNodes;
  const none = `0/${total} nodes are available:`;
  // Removing pods helps only where resources are short, and the sandbox's pods are all as important as each other.
  const preemption = obstacles.map(({ helped }) =>
    helped ? 'No preemption victims found for incoming pod' : 'Preemption is not helpful for scheduling',
  );
  const reasons = counted(obstacles.flatMap(each => each.reasons));
  return `${none} ${reasons}. no new claims to deallocate, preemption: ${none} ${counted(preemption)}.`;
}

/** The freer the better: the mean share of CPU and memory left after the pod is there. */
export function freeShare(pod: Pod, node: Node, used: Request): number {
  const needed = plus(used, requestOf(pod));
  const share = (name: string, amount: number) => 1 - amount / (quantity(node.status.allocatable[name]) || 1);
  return share('cpu', needed.cpu) + share('memory', needed.memory) - needed.pods / 1e6;
}
