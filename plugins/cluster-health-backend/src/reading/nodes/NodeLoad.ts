import type { NodeRow, PodRow } from '@greenroom/cluster-access';
import type { Capacities } from '@greenroom/plugin-cluster-health-common';

/** What the pods of a node have asked for together. */
export interface Load {
  cpuCores: number;
  memoryBytes: number;
  pods: number;
}

export const NO_LOAD: Load = { cpuCores: 0, memoryBytes: 0, pods: 0 };

/** What a pod takes of its node: nothing when it has ended (kubernetes.io/docs/concepts/scheduling-eviction/kube-scheduler/). */
export function loadOf(pod: PodRow): Load {
  const ended = pod.phase === 'Succeeded' || pod.phase === 'Failed';
  return ended
    ? NO_LOAD
    : { cpuCores: pod.shape?.cpuCores ?? 0, memoryBytes: pod.shape?.memoryBytes ?? 0, pods: 1 };
}

/** To be kept up by what comes (1) and goes (-1). */
export function added(load: Load, { cpuCores, memoryBytes, pods }: Load, sign: 1 | -1 = 1): Load {
  return {
    cpuCores: load.cpuCores + sign * cpuCores,
    memoryBytes: load.memoryBytes + sign * memoryBytes,
    pods: load.pods + sign * pods,
  };
}

/** What the metrics API measures of a node or of all. */
export type Used = Pick<Load, 'cpuCores' | 'memoryBytes'>;

/** What there is, is promised and is used; `undefined` where a node does not say what it has. */
export function capacitiesOf(nodes: readonly NodeRow[], load: Load, used?: Used): Capacities | undefined {
  const known = nodes.flatMap(({ allocatable }) => allocatable ?? []);
  if (known.length === 0) {
    return undefined;
  }
  const sum = (what: 'cpuCores' | 'memoryBytes' | 'pods') =>
    known.reduce((total, allocatable) => total + allocatable[what], 0);
  return {
    cpuCores: {
      allocatable: sum('cpuCores'),
      // Sums of 0.1 and 0.2 are shown, so they are rounded to what Kubernetes counts in: a thousandth of a core.
      requested: Math.round(load.cpuCores * 1_000) / 1_000,
      ...(used && { used: used.cpuCores }),
    },
    memoryBytes: {
      allocatable: sum('memoryBytes'),
      requested: load.memoryBytes,
      ...(used && { used: used.memoryBytes }),
    },
    pods: { allocatable: sum('pods'), requested: load.pods },
  };
}
