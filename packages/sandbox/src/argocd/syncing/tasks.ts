import { type JsonObject } from '../../controllers/views';
import { at, textAt } from '../../kubernetes/json';
import { type KubeObject } from '../../kubernetes/types';
import { type ResourceResult } from '../application';
import { type Comparison } from '../comparing/Comparison';
import { hasOption, isHook, phaseOrder, phasesOf, type SyncPhase, waveOf } from '../hooks';
import { type LiveObjects } from '../LiveObjects';
import { keyText, type ResourceKey } from '../tracking';

/** One thing to do in a sync: to apply an object, to run a hook, or to take away what git has no more. */
export interface Task {
  key: ResourceKey;
  version: string;
  phase: SyncPhase;
  wave: number;
  target?: JsonObject;
  live?: KubeObject;
  hook: boolean;
  /** Git and cluster differ. */
  modified: boolean;
  /** `Synced`, `SyncFailed`, `Pruned`, `PruneSkipped`. */
  status?: string;
  /** How far it is: `Running`, `Succeeded`, `Failed`. Absent: not begun. */
  progress?: string;
  message?: string;
}

export interface TaskOptions {
  /** Only objects for which this is true; hooks are left out of such a sync. */
  selected?: (key: ResourceKey) => boolean;
  /** What git has no more goes last. */
  pruneLast: boolean;
}

/** What a sync has to do, in order: by phase, wave, kind and name. */
export function tasksOf(comparison: Comparison, live: LiveObjects, options: TaskOptions): Task[] {
  const { selected } = options;
  const objects = comparison.resources.filter(
    ({ hook, own, key, target }) => !hook && (own || target) && (selected?.(key) ?? true),
  );
  const plain = objects.map(({ key, version, target, live: there, modified }): Task => {
    const wave = waveOf(target ?? there ?? {});
    return { key, version, phase: 'Sync', wave, target, live: there, hook: false, modified };
  });
  const hooks = selected ? [] : hookTasks(comparison, live);
  return inOrder([...pruneWaves(plain, options.pruneLast), ...hooks]);
}

function hookTasks(comparison: Comparison, live: LiveObjects): Task[] {
  return comparison.resources.flatMap(({ key, version, target }) => {
    if (!target || !isHook(target)) return [];
    return phasesOf(target).map(phase => {
      return {
        key,
        version,
        phase,
        wave: waveOf(target),
        target,
        live: live.get(key),
        hook: true,
        modified: true,
      };
    });
  });
}

export function isPrune({ target, live }: Task): boolean {
  return !target && live !== undefined;
}

/** What came last goes first: the waves of what is taken away are mirrored. */
function pruneWaves(tasks: Task[], allLast: boolean): Task[] {
  const waves = [...new Set(tasks.filter(isPrune).map(({ wave }) => wave))].sort((a, b) => a - b);
  const last = Math.max(0, ...tasks.map(({ wave }) => wave)) + 1;
  return tasks.map(task => {
    if (!isPrune(task)) return task;
    if (allLast || (task.live && hasOption(task.live, 'PruneLast=true'))) return { ...task, wave: last };
    return { ...task, wave: waves[waves.length - 1 - waves.indexOf(task.wave)] ?? task.wave };
  });
}

/** The order in which kinds depend on each other; what is not named comes after all. */
const kinds = [
  'Namespace',
  'NetworkPolicy',
  'ResourceQuota',
  'LimitRange',
  'PodDisruptionBudget',
  'ServiceAccount',
  'Secret',
  'ConfigMap',
  'StorageClass',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'CustomResourceDefinition',
  'ClusterRole',
  'ClusterRoleBinding',
  'Role',
  'RoleBinding',
  'Service',
  'DaemonSet',
  'Pod',
  'ReplicationController',
  'ReplicaSet',
  'Deployment',
  'HorizontalPodAutoscaler',
  'StatefulSet',
  'Job',
  'CronJob',
  'IngressClass',
  'Ingress',
  'APIService',
];

function kindRank(kind: string): number {
  const rank = kinds.indexOf(kind);
  return rank < 0 ? kinds.length : rank;
}

function inOrder(tasks: Task[]): Task[] {
  return [...tasks].sort(
    (one, other) =>
      phaseOrder(one.phase) - phaseOrder(other.phase) ||
      one.wave - other.wave ||
      kindRank(one.key.kind) - kindRank(other.key.kind) ||
      (one.key.name < other.key.name ? -1 : 1),
  );
}

export function taskText({ key, phase }: Pick<Task, 'key' | 'phase'>): string {
  return `${keyText(key)}:${phase}`;
}

/** What `status.operationState.syncResult.resources` says of a task. */
export function resultOf(task: Task): ResourceResult {
  const images = imagesOf(task.target ?? task.live);
  return {
    ...(task.hook && { hookType: task.phase }),
    group: task.key.group,
    version: task.version,
    kind: task.key.kind,
    namespace: task.key.namespace,
    name: task.key.name,
    ...(task.status && { status: task.status }),
    ...(task.message && { message: task.message }),
    ...(task.progress && { hookPhase: task.progress }),
    syncPhase: task.phase,
    ...(images.length && { images }),
  };
}

function imagesOf(object: object | undefined): string[] {
  const specs = [at(object, 'spec', 'template', 'spec'), at(object, 'spec')];
  return specs.flatMap(spec =>
    ['initContainers', 'containers'].flatMap(field => {
      const list = at(spec, field);
      return Array.isArray(list) ? list.flatMap(container => textAt(container, 'image') ?? []) : [];
    }),
  );
}
