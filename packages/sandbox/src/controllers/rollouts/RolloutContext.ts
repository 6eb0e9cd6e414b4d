import { at } from '../../kubernetes/json';
import { type KubeObject, type ObjectApi } from '../../kubernetes/types';
import { type Cluster } from '../Cluster';
import { type EventText } from '../EventRecorder';
import { keyOf } from '../Informer';
import { stamp } from '../moments';
import { readReplicaSet } from '../replicaSets/replicaSetView';
import { PauseContext } from './PauseContext';
import {
  deadlineAnnotation,
  desiredReplicasAnnotation,
  hashLabel,
  pauseCondition,
  readRollout,
  replicasOf,
  revisionAnnotation,
  type BlueGreen,
  type Rollout,
  type RolloutStatus,
} from './rolloutView';

/** What all reconciliations of rollouts share. */
export interface RolloutTools {
  cluster: Cluster;
  api: ObjectApi;
  /** Up to 1.9.2 the controller goes on with what it read before its own writes; traps 1b and 1c are its fruit. */
  goesOnAfterWriting: boolean;
  requeueAfter: (key: string, milliseconds: number) => void;
}

export interface CurrentRuns {
  pre?: KubeObject;
  post?: KubeObject;
}

/**
 * One reconciliation of one rollout: what was read at its start, what it decided. As in the real controller, what it
 * read is on purpose not refreshed by its own writes unless a step says so.
 */
export class RolloutContext {
  readonly pause = new PauseContext();
  rollout: Rollout;
  /** Whether it wrote the rollout itself. */
  wrote = false;
  newReplicaSet: KubeObject | undefined;
  stableReplicaSet: KubeObject | undefined;
  currentRuns: CurrentRuns = {};
  otherRuns: KubeObject[] = [];
  restartedAt: string | undefined;
  /** Whether the new ReplicaSet had time left before its scale down deadline when this began. */
  newWithinDelay = false;

  constructor(
    readonly tools: RolloutTools,
    public stored: KubeObject,
    public replicaSets: KubeObject[],
  ) {
    this.rollout = readRollout(stored);
    this.restartedAt = this.rollout.status.restartedAt;
  }

  get key(): string {
    return keyOf(this.stored);
  }

  get objectKey() {
    const { namespace, name } = this.rollout.metadata;
    return { resource: 'rollouts.argoproj.io', namespace, name };
  }

  get blueGreen(): BlueGreen | undefined {
    return this.rollout.spec.strategy.blueGreen;
  }

  get isAborted(): boolean {
    return this.pause.isAborted(this.rollout);
  }

  get replicas(): number {
    return replicasOf(this.rollout);
  }

  get now(): string {
    return stamp(this.tools.cluster.clock.now());
  }

  /** Neither new nor stable. */
  get otherReplicaSets(): KubeObject[] {
    const kept = new Set([this.newReplicaSet?.metadata.uid, this.stableReplicaSet?.metadata.uid]);
    return this.replicaSets.filter(({ metadata }) => !kept.has(metadata.uid));
  }

  get revision(): number {
    return Number(this.rollout.metadata.annotations[revisionAnnotation] ?? 0);
  }

  /** The rollout as another version of the same object. */
  reread(stored: KubeObject): void {
    this.stored = stored;
    this.rollout = readRollout(stored);
    this.wrote = true;
  }

  record(text: EventText): void {
    this.tools.cluster.events.record('rollouts-controller', this.stored, text);
  }

  service(name: string | undefined): KubeObject | undefined {
    return name
      ? this.tools.cluster.informer('services').get(this.rollout.metadata.namespace, name)
      : undefined;
  }

  /** Why nothing may go on, if so. */
  get isHalted(): boolean {
    return this.rollout.spec.paused || !!pauseCondition(this.rollout, 'InconclusiveAnalysisRun');
  }

  /** Milliseconds until the ReplicaSet's scale down deadline, undefined when it has none. */
  untilDeadline(replicaSet: KubeObject): number | undefined {
    const deadline = replicaSet.metadata.annotations?.[deadlineAnnotation];
    if (!deadline || Number.isNaN(Date.parse(deadline))) return undefined;
    return -this.tools.cluster.moments.since(`${replicaSet.metadata.uid} deadline`, deadline);
  }

  statusWith(changes: Partial<RolloutStatus>): RolloutStatus {
    return { ...this.rollout.status, ...changes };
  }
}

/** The revision a Service sends traffic to, undefined when it selects none in particular. */
export function selectedHash(service: KubeObject | undefined): string | undefined {
  const hash = at(service, 'spec', 'selector', hashLabel);
  return typeof hash === 'string' ? hash : undefined;
}

export function hashOf(replicaSet: KubeObject | undefined): string {
  return replicaSet?.metadata.labels?.[hashLabel] ?? '';
}

export function revisionOf(object: KubeObject | undefined): number {
  return Number(object?.metadata.annotations?.[revisionAnnotation] ?? 0);
}

export function hasDeadline(replicaSet: KubeObject | undefined): boolean {
  return !!replicaSet?.metadata.annotations?.[deadlineAnnotation];
}

export function scaleOf(replicaSet: KubeObject): number {
  return readReplicaSet(replicaSet).spec.replicas;
}

export function availableOf(replicaSet: KubeObject | undefined): number {
  return replicaSet ? readReplicaSet(replicaSet).status.availableReplicas : 0;
}

/** Whether the ReplicaSet is as large as the rollout, meant to be, and all of it available. */
export function isSaturated(rollout: Rollout, replicaSet: KubeObject): boolean {
  const desired = Number(replicaSet.metadata.annotations?.[desiredReplicasAnnotation]);
  const replicas = replicasOf(rollout);
  return scaleOf(replicaSet) === replicas && desired === replicas && availableOf(replicaSet) === replicas;
}

/** By creation, then by name. */
export function byCreation(a: KubeObject, b: KubeObject): number {
  return (
    a.metadata.creationTimestamp.localeCompare(b.metadata.creationTimestamp) ||
    a.metadata.name.localeCompare(b.metadata.name)
  );
}
