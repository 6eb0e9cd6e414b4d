import type {
  AutoscalerRow as Autoscaler,
  NodeClaimRow,
  NodePoolRow as NodePool,
} from '@greenroom/cluster-access';
import type {
  AutoscalerRow,
  NodeAutoscaling,
  NodePoolRow,
  Problem,
} from '@greenroom/plugin-cluster-health-common';
import type { ClusterAutoscalerStatus } from '../autoscaling/clusterAutoscalerStatus';
import { atMaximumSince, loadWords, targetOf } from '../autoscaling/readAutoscaler';
import { isOfCause } from '../problems/fold';
import { standingOf } from '../problems/verdict';
import { counted, listed, verb } from '../words';

/** One HorizontalPodAutoscaler as a line. */
export function autoscalerRow(
  row: Autoscaler,
  problems: readonly Problem[],
  entityRef?: string,
): AutoscalerRow {
  const load = listed(row.metrics.flatMap(loadWords));
  const fine = `${row.target.name} has ${counted(row.current, 'pod')} of ${row.min} to ${row.max}${load && `: ${load}`}`;
  const { verdict, since } = standingOf(problems, [], fine);
  const maximum = atMaximumSince(row);
  return {
    namespace: row.namespace,
    name: row.name,
    uid: row.uid,
    target: targetOf(row),
    min: row.min,
    max: row.max,
    current: row.current,
    desired: row.desired,
    metrics: row.metrics,
    ...(maximum !== undefined && { atMaximumSince: maximum }),
    lastScaledAt: row.lastScaledAt,
    verdict,
    ...(since !== undefined && { since }),
    ...(entityRef !== undefined && { entityRef }),
  };
}

/** One NodePool of Karpenter as a line, with the nodes that are asked for. */
export function nodePoolRow(
  pool: NodePool,
  claims: readonly NodeClaimRow[],
  problems: readonly Problem[],
): NodePoolRow {
  const own = claims.filter(claim => claim.pool === pool.name && !claim.deleting);
  const there = own.filter(({ conditions }) =>
    conditions.some(({ type, status }) => type === 'Initialized' && status === 'True'),
  );
  const nodes = pool.resources.nodes ?? there.length;
  const { verdict, since } = standingOf(problems, [], `node pool ${pool.name} has ${counted(nodes, 'node')}`);
  return {
    engine: 'karpenter',
    name: pool.name,
    verdict,
    ...(since !== undefined && { since }),
    nodes,
    coming: own.length - there.length,
    limits: Object.entries(pool.limits).map(([resource, limit]) => ({
      resource,
      used: pool.resources[resource] ?? 0,
      limit,
    })),
  };
}

/** Node groups of the Cluster Autoscaler as lines. */
export function nodeGroupRows(status: ClusterAutoscalerStatus, problems: readonly Problem[]): NodePoolRow[] {
  return status.nodeGroups.map(({ name, health }) => {
    const { ready = 0, total = ready, notStarted = 0 } = health?.nodeCounts?.registered ?? {};
    const target = health?.cloudProviderTarget ?? total;
    // Of one that tells nothing any more, all groups are as they were.
    const own = problems.filter(one => one.rule === 'node-autoscaler-silent' || isOfCause(one, name));
    const { verdict, since } = standingOf(own, [], `node group ${name} has ${counted(ready, 'node')}`);
    return {
      engine: 'cluster-autoscaler',
      name,
      verdict,
      ...(since !== undefined && { since }),
      nodes: ready,
      coming: Math.max(0, target - total) + notStarted,
      limits:
        health?.maxSize === undefined ? [] : [{ resource: 'nodes', used: target, limit: health.maxSize }],
    };
  });
}

/**
 * What adds nodes, in a sentence: of all pools or groups of one engine.
 *
 * @param waiting - how many pods wait for room on nodes
 */
export function nodeAutoscaling(
  engine: NodeAutoscaling['engine'],
  pools: readonly NodePoolRow[],
  problems: readonly Problem[],
  waiting = 0,
): NodeAutoscaling {
  const what = engine === 'karpenter' ? 'NodePool' : 'node group';
  const coming = pools.reduce((sum, pool) => sum + pool.coming, 0);
  const full = pools.filter(({ limits }) => limits.some(({ used, limit }) => used >= limit)).length;
  const besides =
    waiting > 0 ? ` while ${counted(waiting, 'pod')} ${verb(waiting, 'does', 'do')} not fit` : '';
  const parts = [
    counted(pools.length, what),
    ...(full > 0 ? [`${full} at ${verb(full, 'its', 'their')} limit${besides}`] : []),
    ...(coming > 0 ? [`${counted(coming, 'node')} on the way`] : []),
  ];
  const sentence = parts.join(', ');
  return { engine, verdict: standingOf(problems, [], sentence).verdict, sentence };
}
