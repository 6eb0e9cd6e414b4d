import { at, isObject, textAt } from '../../kubernetes/json';
import { type KubeObject } from '../../kubernetes/types';
import { conditionsOf, type Health, numberAt, textOf } from './Health';

/** Health of what runs pods, by the rules and in the words of gitops-engine's `pkg/health`. */

function progressing(message: string): Health {
  return { status: 'Progressing', message };
}

export function deploymentHealth(object: KubeObject): Health {
  if (at(object, 'spec', 'paused') === true) return { status: 'Suspended', message: 'Deployment is paused' };
  if (!isObserved(object)) {
    return progressing(
      'Waiting for rollout to finish: observed deployment generation less than desired generation',
    );
  }
  const missed = conditionsOf(object).some(each => textOf(each, 'reason') === 'ProgressDeadlineExceeded');
  if (missed) {
    const message = `Deployment "${object.metadata.name}" exceeded its progress deadline`;
    return { status: 'Degraded', message };
  }
  return rolling(object);
}

function isObserved(object: KubeObject): boolean {
  return (object.metadata.generation ?? 0) <= numberAt(object, 0, 'status', 'observedGeneration');
}

function rolling(object: KubeObject): Health {
  const count = (field: string) => numberAt(object, 0, 'status', field);
  const desired = numberAt(object, 0, 'spec', 'replicas');
  const [all, updated, available] = [count('replicas'), count('updatedReplicas'), count('availableReplicas')];
  if (updated < desired) {
    return progressing(
      `Waiting for rollout to finish: ${updated} out of ${desired} new replicas have been updated...`,
    );
  }
  if (all > updated) {
    return progressing(
      `Waiting for rollout to finish: ${all - updated} old replicas are pending termination...`,
    );
  }
  if (available < updated) {
    return progressing(
      `Waiting for rollout to finish: ${available} of ${updated} updated replicas are available...`,
    );
  }
  return { status: 'Healthy' };
}

export function statefulSetHealth(object: KubeObject): Health {
  if (!isObserved(object)) return progressing('Waiting for statefulset spec update to be observed...');
  const desired = numberAt(object, 0, 'spec', 'replicas');
  const ready = numberAt(object, 0, 'status', 'readyReplicas');
  if (ready < desired) return progressing(`Waiting for ${desired - ready} pods to be ready...`);
  const revisions = [textAt(object, 'status', 'updateRevision'), textAt(object, 'status', 'currentRevision')];
  if (revisions[0] !== revisions[1]) {
    const updated = numberAt(object, 0, 'status', 'updatedReplicas');
    return progressing(
      `waiting for statefulset rolling update to complete ${updated} pods at revision ${revisions[0]}...`,
    );
  }
  const message = `statefulset rolling update complete ${numberAt(object, 0, 'status', 'currentReplicas')} pods at revision ${revisions[1] ?? ''}...`;
  return { status: 'Healthy', message };
}

export function replicaSetHealth(object: KubeObject): Health {
  if (!isObserved(object)) {
    return progressing(
      'Waiting for rollout to finish: observed replica set generation less than desired generation',
    );
  }
  const failed = conditionsOf(object).find(
    each => textOf(each, 'type') === 'ReplicaFailure' && textOf(each, 'status') === 'True',
  );
  if (failed) return { status: 'Degraded', message: textOf(failed, 'message') };
  const desired = numberAt(object, 0, 'spec', 'replicas');
  const available = numberAt(object, 0, 'status', 'availableReplicas');
  return available < desired
    ? progressing(
        `Waiting for rollout to finish: ${available} out of ${desired} new replicas are available...`,
      )
    : { status: 'Healthy' };
}

export function daemonSetHealth(object: KubeObject): Health {
  if (!isObserved(object)) {
    return progressing(
      'Waiting for rollout to finish: observed daemon set generation less than desired generation',
    );
  }
  const count = (field: string) => numberAt(object, 0, 'status', field);
  const desired = count('desiredNumberScheduled');
  if (count('updatedNumberScheduled') < desired) {
    return progressing(
      `Waiting for daemon set "${object.metadata.name}" rollout to finish: ${count('updatedNumberScheduled')} out of ${desired} new pods have been updated...`,
    );
  }
  if (count('numberAvailable') < desired) {
    return progressing(
      `Waiting for daemon set "${object.metadata.name}" rollout to finish: ${count('numberAvailable')} of ${desired} updated pods are available...`,
    );
  }
  return { status: 'Healthy' };
}

export function podHealth(object: KubeObject): Health {
  const always = (textAt(object, 'spec', 'restartPolicy') ?? 'Always') === 'Always';
  const stuck = always
    ? containers(object)
        .map(waitingFor)
        .filter(text => text !== undefined)
    : [];
  if (stuck.length) return { status: 'Degraded', message: stuck.join(', ') };
  const message = textAt(object, 'status', 'message');
  switch (textAt(object, 'status', 'phase')) {
    case 'Pending':
      return { status: 'Progressing', message };
    case 'Succeeded':
      return { status: 'Healthy', message };
    case 'Failed':
      return { status: 'Degraded', message: message ?? containers(object).map(failure).find(Boolean) };
    case 'Running':
      return { status: always ? runningPod(object) : 'Progressing', message };
    default:
      return { status: 'Unknown', message };
  }
}

function containers(pod: KubeObject): unknown[] {
  const statuses = at(pod, 'status', 'containerStatuses');
  return Array.isArray(statuses) ? statuses : [];
}

function waitingFor(container: unknown): string | undefined {
  const reason = textAt(container, 'state', 'waiting', 'reason') ?? '';
  return /^Err|Error$|BackOff$/.test(reason)
    ? (textAt(container, 'state', 'waiting', 'message') ?? '')
    : undefined;
}

function failure(container: unknown): string | undefined {
  const terminated = at(container, 'state', 'terminated');
  if (!isObject(terminated)) return undefined;
  if (typeof terminated.message === 'string' && terminated.message) return terminated.message;
  if (terminated.reason === 'OOMKilled') return 'OOMKilled';
  const code = terminated.exitCode;
  return code ? `container "${textAt(container, 'name')}" failed with exit code ${String(code)}` : undefined;
}

function runningPod(pod: KubeObject): Health['status'] {
  const ready = conditionsOf(pod).some(
    each => textOf(each, 'type') === 'Ready' && textOf(each, 'status') === 'True',
  );
  if (ready) return 'Healthy';
  const ended = containers(pod).some(each => isObject(at(each, 'lastState', 'terminated')));
  return ended ? 'Degraded' : 'Progressing';
}
