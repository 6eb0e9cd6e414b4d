import type { Cluster } from '@greenroom/cluster-access';
import type { ClusterSummary, NodePoolRow, Unseen } from '@greenroom/plugin-cluster-health-common';
import type { Source } from '@greenroom/plugin-portal-common';
import { clusterSummary, NO_PODS, nodeAutoscaling, type Used } from '../reading';
import type { ClusterUsage } from './ClusterUsage';
import type { Findings } from './Findings';
import type { UnitReader } from './UnitReader';

export interface SummaryReading {
  cluster: Pick<Cluster, 'name' | 'title' | 'namespaces'>;
  source: Source;
  unseen: readonly Unseen[];
  reader: UnitReader;
  findings: Findings;
  /** Rows of node pools. */
  pools: readonly object[];
}

/** A cluster in one card. What is not seen yet, or no longer, is not counted: a part of it would look like the whole. */
export function summaryOf(reading: SummaryReading): ClusterSummary {
  const { cluster, source, unseen, reader, findings } = reading;
  const { objects, tally, serverVersion } = reader;
  const isRead = (name: string) => !unseen.some(({ part, why }) => part === name && why === 'connecting');
  const seesPods = isRead('pods');
  const isLost = source.freshness === 'live' && isUnseen('pods', unseen);
  const isLive = objects.pods.isLive && objects.nodes.isLive;
  return clusterSummary({
    cluster: cluster.name,
    title: cluster.title,
    limitedTo: cluster.namespaces?.length,
    source,
    version: serverVersion,
    nodes: isRead('nodes') ? [...objects.nodes.rows().values()] : [],
    pods: seesPods ? tally.counts : NO_PODS,
    ...(seesPods && isLive && { load: tally.load }),
    used: usedOf(reader.usage),
    pending: seesPods && !isLost ? tally.pending() : [],
    nodeAutoscaling: scalers(reading),
    problems: findings.problems,
    unseen,
  });
}

/** Whether none of a part is seen, of any namespace. */
function isUnseen(name: string, unseen: readonly Unseen[]): boolean {
  return unseen.some(({ part, why, namespaces }) => part === name && why !== 'not-installed' && !namespaces);
}

/** Of all nodes together; absent where they are not measured. */
function usedOf({ nodes }: ClusterUsage): Used | undefined {
  const all = [...nodes.values()];
  const sum = (what: keyof Used) => all.reduce((total, usage) => total + usage[what], 0);
  return all.length === 0 ? undefined : { cpuCores: sum('cpuCores'), memoryBytes: sum('memoryBytes') };
}

const engines = ['karpenter', 'cluster-autoscaler'] as const;

function scalers({ findings, pools, reader }: SummaryReading): ClusterSummary['nodeAutoscaling'] {
  return engines.flatMap(engine => {
    const own = pools.filter(isPoolOf(engine));
    const kinds = engine === 'karpenter' ? ['NodePool', 'NodeClaim'] : ['ConfigMap'];
    const problems = findings.problems.filter(({ object }) => kinds.includes(object.kind));
    return own.length === 0 ? [] : [nodeAutoscaling(engine, own, problems, reader.tally.homeless)];
  });
}

function isPoolOf(engine: NodePoolRow['engine']) {
  return (row: object): row is NodePoolRow => 'engine' in row && row.engine === engine;
}
