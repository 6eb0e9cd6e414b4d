import { type Node } from '../nodes/nodeView';
import { quantity } from '../quantities';
import { type Pod } from './podView';

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

export function requestOf(pod: Pod): Request {
  const of = (name: string) =>
    pod.spec.containers.reduce((sum, { resources }) => sum + quantity(resources.requests[name]), 0);
  return { cpu: of('cpu'), memory: of('memory'), pods: 1 };
}

function tolerates(pod: Pod, taint: { key: string; value?: string; effect: string }): boolean {
  return pod.spec.tolerations.some(
    ({ key, operator = 'Equal', value = '', effect }) =>
      (effect === undefined || effect === taint.effect) &&
      (key === undefined || key === taint.key) &&
      (operator === 'Exists' || value === (taint.value ?? '')),
  );
}

/** Why the pod cannot run on the node, in the scheduler's words; empty when it can. */
export function obstacles(pod: Pod, node: Node, used: Request): string[] {
  const { spec, metadata, status } = node;
  const taint = spec.taints.find(each => each.effect !== 'PreferNoSchedule' && !tolerates(pod, each));
  if (spec.unschedulable) return ['node(s) were unschedulable'];
  if (taint) return [`node(s) had untolerated taint {${taint.key}: ${taint.value ?? ''}}`];
  const labelled = Object.entries(pod.spec.nodeSelector).every(
    ([key, value]) => metadata.labels[key] === value,
  );
  if (!labelled) return ["node(s) didn't match Pod's node affinity/selector"];
  const needed = plus(used, requestOf(pod));
  const short = (name: string, amount: number) => amount > quantity(status.allocatable[name]);
  return [
    ...(short('pods', needed.pods) ? ['Too many pods'] : []),
    ...(short('cpu', needed.cpu) ? ['Insufficient cpu'] : []),
    ...(short('memory', needed.memory) ? ['Insufficient memory'] : []),
  ];
}

function counted(reasons: string[]): string {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const texts = [...counts].map(([reason, count]) => `${count} ${reason}`);
  return texts.sort().join(', ');
}

const shortage = /^(Insufficient|Too many)/;

/** As kube-scheduler says it, e.g. `0/2 nodes are available: 2 Insufficient cpu. …` */
export function unschedulableMessage(obstaclesByNode: string[][]): string {
  const total = obstaclesByNode.length;
  if (total === 0) return 'no nodes available to schedule pods';
  const none = `0/${total} nodes are available:`;
  // Removing pods would help only where resources are short, and the sandbox knows no priorities.
  const preemption = obstaclesByNode.map(reasons =>
    reasons.every(reason => shortage.test(reason))
      ? 'No preemption victims found for incoming pod'
      : 'Preemption is not helpful for scheduling',
  );
  return `${none} ${counted(obstaclesByNode.flat())}. no new claims to deallocate, preemption: ${none} ${counted(preemption)}.`;
}

/** The freer the better: the mean share of CPU and memory left after the pod is there. */
export function freeShare(pod: Pod, node: Node, used: Request): number {
  const needed = plus(used, requestOf(pod));
  const share = (name: string, amount: number) => 1 - amount / (quantity(node.status.allocatable[name]) || 1);
  return share('cpu', needed.cpu) + share('memory', needed.memory) - needed.pods / 1e6;
}
