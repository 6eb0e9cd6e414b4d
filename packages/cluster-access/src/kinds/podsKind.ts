import { z } from 'zod';
import type { WatchedKind } from '../types';
import { conditions, kept } from './condition';
import { controllerOf, hashOf, namespacedMetadata } from './metadata';
import { type PodShape, podShape, podSpec } from './podShape';
import { containerStatuses, podTrouble, type PodTrouble } from './podTrouble';
import { part, text } from './tolerant';

/** One pod, as dots, lists and joins need it. */
export interface PodRow {
  uid: string;
  namespace: string;
  name: string;
  labels: Record<string, string>;
  /** The pod-template-hash among its labels. */
  hash?: string;
  /** uid of the controller that made it, e.g. of a ReplicaSet. */
  owner?: string;
  node?: string;
  phase?: string;
  ready: boolean;
  /** Since when it is not ready, by its Ready condition; absent while it is. */
  notReadySince?: string;
  deleting: boolean;
  /** Why it is not ready, in the kubelet's or scheduler's word, e.g. `CrashLoopBackOff`, `Unschedulable`. */
  reason?: string;
  message?: string;
  /** Of its containers together; of its init containers while they run, and of those that run beside the others. */
  restarts: number;
  /** Image with digest as the node runs it, by container. */
  imageIds: Record<string, string>;
  createdAt?: string;
  startedAt?: string;
  /** What it has in common with the other pods of its template; held once for all of them. */
  shape?: PodShape;
  /** Absent for a pod that runs and always did. */
  trouble?: PodTrouble;
  /** `Guaranteed`, `Burstable` or `BestEffort`. */
  qos?: string;
}

const podSchema = z.object({
  metadata: namespacedMetadata,
  spec: podSpec,
  status: part({
    phase: text,
    reason: text,
    message: text,
    startTime: text,
    qosClass: text,
    conditions,
    containerStatuses,
    initContainerStatuses: containerStatuses,
  }),
});
/** The same, written out as code: of pods there are more than of all else, and this is most of what one costs. */
const compiledPod = z.compile(podSchema);
type Pod = z.infer<typeof podSchema>;
type Status = NonNullable<Pod['status']>;

/** Kubernetes says this of a container that waits for its init containers: the init container says more. */
const uninformative = new Set(['PodInitializing', 'ContainerCreating']);

interface Why {
  reason?: string;
  message?: string;
}

/** The most telling of what the scheduler, the kubelet and the containers say. */
function why(status: Status | undefined): Why {
  if (!status) {
    return {};
  }
  const containers = [...status.initContainerStatuses, ...status.containerStatuses];
  const waiting = containers.flatMap(({ state }) => (state?.waiting ? [state.waiting] : []));
  const ended = containers.flatMap(({ state }) =>
    state?.terminated && state.terminated.exitCode !== 0 ? [state.terminated] : [],
  );
  const unscheduled = status.conditions.filter(
    condition => condition.type === 'PodScheduled' && condition.status === 'False',
  );
  const candidates: Why[] = [
    status.reason ? { reason: status.reason, message: status.message } : {},
    ...unscheduled,
    ...waiting.filter(({ reason }) => reason !== undefined && !uninformative.has(reason)),
    ...ended,
    ...waiting,
  ];
  const found = candidates.find(({ reason }) => reason !== undefined);
  return { reason: found?.reason, message: kept(found?.message) };
}

function readiness(status: Status | undefined): { ready: boolean; notReadySince?: string } {
  const condition = status?.conditions.find(({ type }) => type === 'Ready');
  return condition?.status === 'True' ? { ready: true } : { ready: false, notReadySince: condition?.since };
}

/** As `kubectl get pods` counts: how often a pod was started before it came up says nothing once it is up. */
function restartsOf(spec: Pod['spec'], status: Status | undefined): number {
  const isUp = status?.conditions.some(({ type, status: is }) => type === 'Initialized' && is === 'True');
  const beside = spec?.initContainers.filter(({ restartPolicy }) => restartPolicy === 'Always') ?? [];
  const init = status?.initContainerStatuses.filter(
    ({ name }) => !isUp || beside.some(container => container.name === name),
  );
  return [...(init ?? []), ...(status?.containerStatuses ?? [])].reduce(
    (sum, { restartCount }) => sum + (restartCount ?? 0),
    0,
  );
}

function projectPod(object: unknown): PodRow | undefined {
  const parsed = compiledPod.safeParse(object);
  if (!parsed.success) {
    return undefined;
  }
  const { metadata, spec, status } = parsed.data;
  const { ready, notReadySince } = readiness(status);
  const containers = status?.containerStatuses ?? [];
  const trouble = podTrouble(status, metadata.deletionTimestamp);
  return {
    uid: metadata.uid,
    namespace: metadata.namespace,
    name: metadata.name,
    labels: metadata.labels ?? {},
    hash: hashOf(metadata.labels),
    owner: controllerOf(metadata),
    node: spec?.nodeName,
    phase: status?.phase,
    ready,
    notReadySince,
    deleting: metadata.deletionTimestamp !== undefined,
    ...(ready ? {} : why(status)),
    restarts: restartsOf(spec, status),
    imageIds: Object.fromEntries(
      containers.flatMap(({ name, imageID }) => (imageID === undefined ? [] : [[name, imageID]])),
    ),
    createdAt: metadata.creationTimestamp,
    startedAt: status?.startTime,
    ...(spec && spec.containers.length > 0 && { shape: podShape(spec) }),
    ...(trouble && { trouble }),
    ...(status?.qosClass !== undefined && { qos: status.qosClass }),
  };
}

/** Pods of a cluster. */
export const podsKind: WatchedKind<PodRow> = {
  type: { group: '', version: 'v1', resource: 'pods' },
  reads: podSchema,
  project: projectPod,
};
