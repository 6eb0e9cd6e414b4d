import { asJson, type JsonObject } from '../views';
import { fenceposts, type Deployment, type DeploymentCondition } from './deploymentView';

export interface Counts {
  replicas: number;
  updatedReplicas: number;
  readyReplicas: number;
  availableReplicas: number;
}

interface Wanted {
  type: string;
  status: string;
  reason: string;
  message: string;
}

export interface DeploymentSituation {
  deployment: Deployment;
  counts: Counts;
  newName: string;
  /** What its ReplicaSets say of pods that they cannot make: the new one's before that of any other. */
  failure?: { reason?: string; message?: string };
  /** Whether the new ReplicaSet was made a moment ago. */
  created: boolean;
  /** Milliseconds since the last progress. */
  sinceProgress: number;
  now: string;
}

function set(
  conditions: DeploymentCondition[],
  wanted: Wanted,
  now: string,
  refresh = false,
): DeploymentCondition[] {
  const known = conditions.find(({ type }) => type === wanted.type);
  if (known && known.status === wanted.status && known.reason === wanted.reason && !refresh)
    return conditions;
  const lastTransitionTime = known?.status === wanted.status ? known.lastTransitionTime : now;
  const others = conditions.filter(({ type }) => type !== wanted.type);
  return [...others, { ...wanted, lastUpdateTime: now, lastTransitionTime }];
}

function isComplete({ deployment, counts }: DeploymentSituation): boolean {
  const { replicas } = deployment.spec;
  const { updatedReplicas, availableReplicas } = counts;
  return updatedReplicas === replicas && counts.replicas === replicas && availableReplicas === replicas;
}

function moved({ deployment: { status }, counts }: DeploymentSituation): boolean {
  return (
    counts.updatedReplicas !== status.updatedReplicas ||
    counts.replicas - counts.updatedReplicas < status.replicas - status.updatedReplicas ||
    counts.readyReplicas > status.readyReplicas ||
    counts.availableReplicas > status.availableReplicas
  );
}

function progressing(situation: DeploymentSituation): { wanted: Wanted; refresh: boolean } | undefined {
  const { deployment, newName, created, sinceProgress } = situation;
  const known = deployment.status.conditions.find(({ type }) => type === 'Progressing');
  const of = (status: string, reason: string, message: string, refresh: boolean) => ({
    wanted: { type: 'Progressing', status, reason, message: `ReplicaSet "${newName}" ${message}` },
    refresh,
  });
  if (isComplete(situation))
    return of('True', 'NewReplicaSetAvailable', 'has successfully progressed.', false);
  if (created) {
    const message = `Created new replica set "${newName}"`;
    return {
      wanted: { type: 'Progressing', status: 'True', reason: 'NewReplicaSetCreated', message },
      refresh: false,
    };
  }
  if (moved(situation)) return of('True', 'ReplicaSetUpdated', 'is progressing.', true);
  const over = known && known.reason !== 'NewReplicaSetAvailable' && !deployment.spec.paused;
  if (over && sinceProgress >= deployment.spec.progressDeadlineSeconds * 1000) {
    return of('False', 'ProgressDeadlineExceeded', 'has timed out progressing.', false);
  }
  return undefined;
}

function available({ deployment, counts }: DeploymentSituation): Wanted {
  const least = deployment.spec.replicas - fenceposts(deployment).unavailable;
  return counts.availableReplicas >= least
    ? {
        type: 'Available',
        status: 'True',
        reason: 'MinimumReplicasAvailable',
        message: 'Deployment has minimum availability.',
      }
    : {
        type: 'Available',
        status: 'False',
        reason: 'MinimumReplicasUnavailable',
        message: 'Deployment does not have minimum availability.',
      };
}

function failing({ deployment, failure, now }: DeploymentSituation): DeploymentCondition[] {
  const { conditions } = deployment.status;
  if (!failure) return conditions.filter(({ type }) => type !== 'ReplicaFailure');
  const { reason = '', message = '' } = failure;
  return set(conditions, { type: 'ReplicaFailure', status: 'True', reason, message }, now);
}

function conditionsOf(situation: DeploymentSituation): DeploymentCondition[] {
  const { now } = situation;
  const progress = progressing(situation);
  const withFailure = failing(situation);
  const withAvailable = set(withFailure, available(situation), now);
  return progress ? set(withAvailable, progress.wanted, now, progress.refresh) : withAvailable;
}

/** The status of a Deployment; zero counts are left out, as by the real controller. */
export function deploymentStatus(situation: DeploymentSituation): JsonObject {
  const { deployment, counts } = situation;
  const unavailable = Math.max(0, counts.replicas - counts.availableReplicas, 0);
  const numbers = Object.entries({ ...counts, unavailableReplicas: unavailable }).filter(
    ([, count]) => count > 0,
  );
  return asJson({
    observedGeneration: deployment.metadata.generation,
    ...Object.fromEntries(numbers),
    conditions: conditionsOf(situation),
    collisionCount: deployment.status.collisionCount,
  });
}
