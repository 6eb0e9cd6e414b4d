import { type Cluster, nodeUsages, podUsages } from '@greenroom/cluster-access';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import type { Unseen, Usage } from '@greenroom/plugin-cluster-health-common';
import type { PodRow } from '@greenroom/cluster-access';
import { bySome } from './bySome';

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

/** What is used, and of which pods and nodes something else is told than before. */
export interface UsageRead {
  now: ClusterUsage;
  nodes: readonly string[];
  pods: readonly string[];
}

/**
 * One question for all nodes and one for all pods, taken in some at a time. Throws nothing: what is not to be had is said
 * in `unseen`.
 */
export async function readUsage(cluster: Pick<Cluster, 'readAll'>, before: ClusterUsage): Promise<UsageRead> {
  try {
    const pods = await cluster.readAll(podUsages, podUsages.schema);
    // Whoever may read in some namespaces only sees no nodes, and sees pods all the same.
    const nodes = await cluster.readAll(nodeUsages, nodeUsages.schema).catch(() => []);
    const ofPods = await taken(pods, ({ namespace, name }) => `${namespace}/${name}`, before.pods);
    const ofNodes = await taken(nodes, ({ name }) => name, before.nodes);
    return {
      now: { nodes: ofNodes.now, pods: ofPods.now },
      nodes: ofNodes.changed,
      pods: ofPods.changed,
    };
  } catch (error) {
    const now = { ...NO_USAGE, unseen: { part: 'metrics', ...whyNot(error) } };
    return { now, nodes: [...before.nodes.keys()], pods: [...before.pods.keys()] };
  }
}

async function taken<Measured extends Usage>(
  measured: readonly Measured[],
  keyOf: (one: Measured) => string,
  before: ReadonlyMap<string, Usage>,
): Promise<{ now: Map<string, Usage>; changed: string[] }> {
  const now = new Map<string, Usage>();
  const changed: string[] = [];
  await bySome(measured, one => {
    const { cpuCores, memoryBytes, at } = one;
    const key = keyOf(one);
    const known = before.get(key);
    const usage = steady({ cpuCores, memoryBytes, at }, known);
    now.set(key, usage);
    if (usage !== known) {
      changed.push(key);
    }
  });
  await bySome(before.keys(), key => now.has(key) || changed.push(key));
  return { now, changed };
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
