import { machines } from '../nodes/machines';
import { quantity } from '../quantities';
import { plus, type Request } from '../scheduling/fit';
import { allowed, type NodePool } from './karpenterView';

/** Some of what the cloud has. */
export interface Offer {
  type: string;
  /** What the machine has. */
  capacity: Request;
  /** What of it pods may have. */
  free: Request;
}

const gib = 1024 ** 3;
/** What kubelet and system keep, and what the daemons of each node ask for. */
const kept = { cpu: 0.08, memory: 950 * 1024 ** 2, pods: 0 };

function offer(type: string): Offer[] {
  const size = machines[type];
  if (!size) return [];
  const [cpu, memory, pods] = size;
  const capacity = { cpu, memory: memory * gib, pods };
  return [{ type, capacity, free: plus(capacity, kept, -1) }];
}

/** What the pool may order, the smallest first. */
export function offersOf(pool: NodePool): Offer[] {
  const types = allowed(pool, 'node.kubernetes.io/instance-type') ?? Object.keys(machines);
  return types.flatMap(offer).sort((one, other) => one.capacity.cpu - other.capacity.cpu);
}

export function fitsInto(request: Request, free: Request): boolean {
  return request.cpu <= free.cpu && request.memory <= free.memory && request.pods <= free.pods;
}

/** Whether the pool may still have such a machine beside what it has. */
export function withinLimits({ spec }: NodePool, { capacity }: Offer, used: Request): boolean {
  const { cpu, memory } = spec.limits;
  return (
    (cpu === undefined || used.cpu + capacity.cpu <= quantity(cpu)) &&
    (memory === undefined || used.memory + capacity.memory <= quantity(memory))
  );
}
