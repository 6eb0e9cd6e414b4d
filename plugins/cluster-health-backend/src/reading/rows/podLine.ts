import type { PodRow, PodShape } from '@greenroom/cluster-access';
import type { PodLine, Resources, Usage } from '@greenroom/plugin-cluster-health-common';
import type { Finding } from '../Finding';
import { namesIn } from '../problems/fold';
import { sentence } from '../words';
import { podState } from './podState';

export interface PodLineContext {
  findings: readonly Finding[];
  restartsLastHour?: number;
  usage?: Usage;
}

/** One pod as a line. */
export function podLine(pod: PodRow, { findings, restartsLastHour, usage }: PodLineContext): PodLine {
  const first = findings[0];
  const lastEnd = lastEndOf(pod);
  return {
    namespace: pod.namespace,
    name: pod.name,
    uid: pod.uid,
    node: pod.node,
    phase: pod.phase,
    state: podState(pod, findings),
    reason: pod.reason,
    ...(first && { text: sentence(first.text, namesIn(first)) }),
    since: first?.since ?? pod.notReadySince,
    restarts: pod.restarts,
    ...(restartsLastHour !== undefined && { restartsLastHour }),
    ...(lastEnd && { lastEnd }),
    containers: [...(pod.shape?.initContainers ?? []), ...(pod.shape?.containers ?? [])],
    ...(pod.shape && { resources: resourcesOf(pod.shape) }),
    ...(usage && { usage }),
    qos: pod.qos,
    startedAt: pod.startedAt,
    createdAt: pod.createdAt,
  };
}

function lastEndOf({ trouble }: PodRow): PodLine['lastEnd'] {
  const ended = trouble?.containers?.find(({ ended: now, last }) => now ?? last);
  const end = ended?.ended ?? ended?.last;
  return ended && end
    ? { container: ended.name, reason: end.reason, exitCode: end.exitCode, at: end.at }
    : undefined;
}

/** What a pod asks for and may use; of `count` pods together. */
export function resourcesOf(shape: PodShape, count = 1): Resources {
  const { cpuCores, memoryBytes, cpuCoresLimit, memoryBytesLimit } = shape;
  return {
    ...(cpuCores > 0 && { cpuCores: cpuCores * count }),
    ...(memoryBytes > 0 && { memoryBytes: memoryBytes * count }),
    ...(cpuCoresLimit !== undefined && { cpuCoresLimit: cpuCoresLimit * count }),
    ...(memoryBytesLimit !== undefined && { memoryBytesLimit: memoryBytesLimit * count }),
  };
}
