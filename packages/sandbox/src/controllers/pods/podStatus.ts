import { asJson, type JsonObject } from '../views';
import { type ContainerRun } from './ContainerRun';
import { type ContainerState } from './containerState';
import { reportedImage } from './imageReference';
import { withConditions, type PodCondition } from './podConditions';
import { type Pod } from './podView';

export interface PodSituation {
  pod: Pod;
  runs: ContainerRun[];
  /** There is something for its containers to run in. */
  sandboxed: boolean;
  hostIP: string;
  podIP: string;
  startTime: string;
  now: string;
}

function stateOf(state: ContainerState): JsonObject {
  switch (state.kind) {
    case 'waiting':
      return { waiting: asJson({ reason: state.reason, message: state.message }) };
    case 'running':
      return { running: { startedAt: state.startedAt } };
    default:
      return { terminated: asJson(state.terminated) };
  }
}

function containerStatus(run: ContainerRun): JsonObject {
  const image = run.digest ? reportedImage(run.image, run.digest) : { image: run.image, imageID: '' };
  return asJson({
    name: run.name,
    ...image,
    containerID: run.containerId,
    ready: run.ready,
    started: run.started,
    restartCount: run.restarts,
    state: stateOf(run.state),
    lastState: run.last ? { terminated: asJson(run.last) } : {},
  });
}

function phaseOf({ pod, runs }: PodSituation): string {
  const ended = runs.flatMap(({ state }) => (state.kind === 'terminated' ? [state.terminated] : []));
  const over = ended.length === runs.length && pod.spec.restartPolicy !== 'Always';
  if (over && !pod.metadata.deletionTimestamp) {
    return ended.every(({ exitCode }) => exitCode === 0) ? 'Succeeded' : 'Failed';
  }
  // Once a container ran, a restarting pod stays Running.
  const ran = runs.every(({ state, last }) => state.kind !== 'waiting' || last !== undefined);
  return ran ? 'Running' : 'Pending';
}

function conditionsOf(situation: PodSituation): JsonObject[] {
  const { pod, runs, sandboxed, now } = situation;
  const end = endReasons[phaseOf(situation)];
  if (end) return withConditions(pod, endedConditions(end), now);
  const unready = runs.filter(({ ready }) => !ready).map(({ name }) => name);
  const why = {
    reason: 'ContainersNotReady',
    message: `containers with unready status: [${unready.join(' ')}]`,
  };
  const ready = (type: string): PodCondition =>
    unready.length ? { type, status: 'False', ...why } : { type, status: 'True' };
  return withConditions(
    pod,
    [
      { type: 'PodReadyToStartContainers', status: sandboxed ? 'True' : 'False' },
      { type: 'Initialized', status: 'True' },
      ready('Ready'),
      ready('ContainersReady'),
    ],
    now,
  );
}

/** Why a pod that has ended is not ready. */
const endReasons: Readonly<Record<string, string>> = { Succeeded: 'PodCompleted', Failed: 'PodFailed' };

function endedConditions(reason: string): PodCondition[] {
  return [
    { type: 'PodReadyToStartContainers', status: 'False' },
    { type: 'Initialized', status: 'True', ...(reason === 'PodCompleted' && { reason }) },
    { type: 'Ready', status: 'False', reason },
    { type: 'ContainersReady', status: 'False', reason },
  ];
}

/** The status a kubelet writes for a pod whose containers run like that. */
export function podStatus(situation: PodSituation): JsonObject {
  const { hostIP, podIP, startTime, runs, sandboxed } = situation;
  return {
    phase: phaseOf(situation),
    conditions: conditionsOf(situation),
    hostIP,
    hostIPs: [{ ip: hostIP }],
    ...(sandboxed && { podIP, podIPs: [{ ip: podIP }] }),
    startTime,
    containerStatuses: runs.map(containerStatus),
  };
}
