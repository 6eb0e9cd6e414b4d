import type { AutoscalerRow, PodRow, ReplicatedRow } from '@greenroom/cluster-access';
import type { PodCounts, Problem, Usage, WorkloadRow } from '@greenroom/plugin-cluster-health-common';
import { atMaximumSince } from '../autoscaling/readAutoscaler';
import { linkTo } from '../links';
import { standingOf } from '../problems/verdict';
import { availableWords } from '../workloads/readReplicated';
import { resourcesOf } from './podLine';

export interface WorkloadRowContext {
  /** Ranked: its own and its pods'. */
  problems: readonly Problem[];
  pods: PodCounts;
  restarts: number;
  restartsLastHour?: number;
  autoscaler?: AutoscalerRow;
  usage?: Usage;
  entityRef?: string;
}

/** One Deployment, StatefulSet, DaemonSet or Rollout as a line. */
export function workloadRow(row: ReplicatedRow, context: WorkloadRowContext): WorkloadRow {
  const { problems, pods, restarts, restartsLastHour, autoscaler, usage, entityRef } = context;
  const { verdict, since } = standingOf(problems, [], availableWords(row));
  return {
    apiVersion: linkTo(row.kind, row).apiVersion,
    kind: row.kind,
    namespace: row.namespace,
    name: row.name,
    uid: row.uid,
    ...(entityRef !== undefined && { entityRef }),
    verdict,
    ...(since !== undefined && { since }),
    replicas: { desired: row.desired, ready: row.ready, available: row.available, updated: row.updated },
    pods,
    restarts,
    ...(restartsLastHour !== undefined && { restartsLastHour }),
    ...(autoscaler && { autoscaler: scaled(autoscaler) }),
    ...(row.shape && { resources: resourcesOf(row.shape, thereOf(pods) || row.desired) }),
    ...(usage && { usage }),
    images: row.images,
    createdAt: row.createdAt,
  };
}

/** A preview's pods use what they may beside the others: what all may use goes by how many there are, not are wanted. */
function thereOf({ ready, starting, pending, failing }: PodCounts): number {
  return ready + starting + pending + failing;
}

/** A pod that nothing keeps: when it goes, nothing makes another. One that has ended should not be there any more. */
export function strayRow(pod: PodRow, context: Omit<WorkloadRowContext, 'autoscaler'>): WorkloadRow {
  const { problems, pods, restarts, restartsLastHour, usage, entityRef } = context;
  const { verdict, since } = standingOf(problems, [], `${pod.name} runs by itself`);
  const ready = pods.ready;
  return {
    apiVersion: linkTo('Pod', pod).apiVersion,
    kind: 'Pod',
    namespace: pod.namespace,
    name: pod.name,
    uid: pod.uid,
    ...(entityRef !== undefined && { entityRef }),
    verdict,
    ...(since !== undefined && { since }),
    replicas: { desired: pods.ended > 0 ? 0 : 1, ready, available: ready, updated: ready },
    pods,
    restarts,
    ...(restartsLastHour !== undefined && { restartsLastHour }),
    ...(pod.shape && { resources: resourcesOf(pod.shape) }),
    ...(usage && { usage }),
    createdAt: pod.createdAt,
  };
}

function scaled(row: AutoscalerRow): NonNullable<WorkloadRow['autoscaler']> {
  const since = atMaximumSince(row);
  const { name, min, max, current } = row;
  return { name, min, max, current, ...(since !== undefined && { atMaximumSince: since }) };
}
