import { type Cluster, nodeUsages, podUsages } from '@greenroom/cluster-access';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import type { Unseen, Usage } from '@greenroom/plugin-cluster-health-common';
import type { PodRow } from '@greenroom/cluster-access';

/** What nodes and pods of a cluster use, by the metrics API; or why nobody can tell. */
export interface ClusterUsage {
  /** By name. */
  nodes: ReadonlyMap<string, Usage>;
  /** By `namespace/name`. */
  pods: ReadonlyMap<string, Usage>;
  /** Absent where it was told. */
  unseen?: Unseen;
}

export const NO_USAGE: ClusterUsage = { nodes: new Map(), pods: new Map() };

/** One question for all nodes and one for all pods. Throws nothing: what is not to be had is said in `unseen`. */
export async function readUsage(
  cluster: Pick<Cluster, 'readAll'>,
  before: ClusterUsage,
): Promise<ClusterUsage> {
  try {
    const pods = await cluster.readAll(podUsages, podUsages.schema);
    // Whoever may read in some namespaces only sees no nodes, and sees pods all the same.
    const nodes = await cluster.readAll(nodeUsages, nodeUsages.schema).catch(() => []);
    return {
      nodes: new Map(nodes.map(({ name, ...usage }) => [name, steady(usage, before.nodes.get(name))])),
      pods: new Map(
        pods.map(({ namespace, name, ...usage }) => {
          const key = `${namespace}/${name}`;
          return [key, steady(usage, before.pods.get(key))];
        }),
      ),
    };
  } catch (error) {
    return { ...NO_USAGE, unseen: { part: 'metrics', ...whyNot(error) } };
  }
}

/** Pods and nodes of which something else is told now. */
export function changedUsage(before: ClusterUsage, now: ClusterUsage): { nodes: string[]; pods: string[] } {
  const changed = (what: 'nodes' | 'pods') =>
    [...new Set([...before[what].keys(), ...now[what].keys()])].filter(
      key => before[what].get(key) !== now[what].get(key),
    );
  return { nodes: changed('nodes'), pods: changed('pods') };
}

/** What pods use together; absent where none of them is measured. */
export function usageOf(pods: readonly PodRow[], usage: ClusterUsage): Usage | undefined {
  const known = pods.flatMap(({ namespace, name }) => usage.pods.get(`${namespace}/${name}`) ?? []);
  return known.length === 0
    ? undefined
    : {
        cpuCores: rounded(known.reduce((sum, { cpuCores }) => sum + cpuCores, 0)),
        memoryBytes: known.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0),
        at:
          known
            .map(({ at }) => at)
            .sort()
            .at(-1) ?? '',
      };
}

/** Two figures: what is measured again and is hardly another says the same, so that no page is told. */
function steady(usage: Usage, before: Usage | undefined): Usage {
  const now = { ...usage, cpuCores: rounded(usage.cpuCores), memoryBytes: rounded(usage.memoryBytes) };
  const isSame = before?.cpuCores === now.cpuCores && before.memoryBytes === now.memoryBytes;
  return isSame ? before : now;
}

function rounded(value: number): number {
  return Number(value.toPrecision(2));
}

function whyNot(error: unknown): Pick<Unseen, 'why' | 'text'> {
  if (error instanceof NotFoundError) {
    return { why: 'not-installed', text: 'no metrics: metrics-server is not installed' };
  }
  return error instanceof NotAllowedError
    ? { why: 'denied', text: 'no metrics: the portal may not list pods.metrics.k8s.io' }
    : { why: 'unreachable', text: 'no metrics: metrics-server does not answer' };
}
