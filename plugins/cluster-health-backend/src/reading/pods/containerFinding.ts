import type { ContainerRun, ContainerTrouble, PodRow } from '@greenroom/cluster-access';
import type { Finding, Many } from '../Finding';
import { bytes, counted, podsOf, verb } from '../words';
import { imageWords, startWords } from './kubeletWords';
import type { PodContext } from './PodContext';
import { killedBy } from './warnings';

/** The part of a finding that is about a container: the pod's reading adds where it is. */
export type ContainerFinding = Pick<
  Finding,
  'rule' | 'state' | 'severity' | 'text' | 'cause' | 'many' | 'amount' | 'since'
>;

/** How the kubelet calls an image that can not be had (pkg/kubelet/images/types.go). */
const imageReasons = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'ImageInspectError',
  'InvalidImageName',
  'ErrImageNeverPull',
  'RegistryUnavailable',
  'SignatureValidationFailed',
]);

/** How it calls a container that can not be made or started (pkg/kubelet/container/sync_result.go, kuberuntime_container.go). */
const configurationReasons = new Set([
  'CreateContainerConfigError',
  'CreateContainerError',
  'RunContainerError',
  'PreCreateHookError',
  'PreStartHookError',
  'PostStartHookError',
]);

/** How a run ended that never began: a command that is not there, or that may not be run. */
const startReasons = new Set(['StartError', 'ContainerCannotRun']);

/** Everything else that it waits for is on its way. */
const CRASHING = 'CrashLoopBackOff';

/** What is wrong with a container that does not run now; `undefined` when it is only starting. */
export function containerFinding(
  pod: PodRow,
  container: ContainerTrouble,
  context: Pick<PodContext, 'restartsLastHour' | 'warnings'>,
): ContainerFinding | undefined {
  const { waiting, ended, message } = container;
  if (waiting !== undefined && imageReasons.has(waiting)) {
    return imageFinding(pod, container, message);
  }
  if (waiting !== undefined && configurationReasons.has(waiting)) {
    return configurationFinding(pod, container, message ?? waiting);
  }
  const isFailedRun = ended !== undefined && ended.exitCode !== 0;
  return waiting === CRASHING || isFailedRun ? crashFinding(pod, container, context) : undefined;
}

/** A container's name only where a pod has several. */
export function subject(pod: PodRow, container: Pick<ContainerTrouble, 'name' | 'init'>): string {
  const containers = pod.shape?.containers.length ?? 1;
  if (container.init) {
    return `${pod.name} (init container ${container.name})`;
  }
  return containers > 1 ? `${pod.name} (container ${container.name})` : pod.name;
}

function imageFinding(
  pod: PodRow,
  container: ContainerTrouble,
  message: string | undefined,
): ContainerFinding {
  const why = imageWords(message) ?? container.waiting ?? '';
  return {
    rule: 'pod-image',
    text: `${subject(pod, container)} can not pull its image: ${why}`,
    cause: container.name,
    many: many => `${podsOf(many)} can not pull ${verb(many.count, 'its', 'their')} image: ${why}`,
  };
}

function configurationFinding(pod: PodRow, container: ContainerTrouble, told: string): ContainerFinding {
  const why = startWords(told);
  return {
    rule: 'pod-configuration',
    text: `${subject(pod, container)} can not be started: ${why}`,
    cause: `${container.name}: ${why}`,
    many: many => `${podsOf(many)} can not be started: ${why}`,
  };
}

function crashFinding(
  pod: PodRow,
  container: ContainerTrouble,
  { restartsLastHour, warnings = [] }: Pick<PodContext, 'restartsLastHour' | 'warnings'>,
): ContainerFinding {
  // Between a crash and the wait for the next start the kubelet tells the end as the state itself.
  const end = container.ended ?? container.last;
  if (end?.reason !== undefined && startReasons.has(end.reason)) {
    return configurationFinding(pod, container, end.message ?? end.reason);
  }
  if (end?.reason === 'OOMKilled') {
    return memoryFinding(pod, container, restartsLastHour);
  }
  const killer = killedBy(warnings, container.name, end);
  return killer === undefined
    ? exitFinding(pod, container, restartsLastHour)
    : killedFinding(pod, container, killer, restartsLastHour);
}

function exitFinding(
  pod: PodRow,
  container: ContainerTrouble,
  restartsLastHour: number | undefined,
): ContainerFinding {
  const why = endWords(container);
  const restarts = container.restarts ?? 0;
  const way = isWell(container.ended ?? container.last) ? ends : crashes;
  return {
    rule: 'pod-crashing',
    text: `${subject(pod, container)} ${times(way, restarts, restartsLastHour)}${why && `: ${why}`}`,
    cause: `${container.name}: ${why}`,
    amount: restarts,
    many: many =>
      `${podsOf(many)} ${verb(many.count, way.one, way.several)}${why && `: ${why}`}${restartWords(many)}`,
  };
}

/** The kubelet killed it: how its process ended then says nothing. */
function killedFinding(
  pod: PodRow,
  container: ContainerTrouble,
  why: string,
  restartsLastHour: number | undefined,
): ContainerFinding {
  const restarts = container.restarts ?? 0;
  return {
    rule: 'pod-crashing',
    text: `${subject(pod, container)} ${times(killed, restarts, restartsLastHour)}: ${why}`,
    cause: container.name,
    amount: restarts,
    many: many =>
      `${podsOf(many)} ${verb(many.count, killed.one, killed.several)}: ${why}${restartWords(many)}`,
  };
}

function memoryFinding(
  pod: PodRow,
  container: ContainerTrouble,
  restartsLastHour: number | undefined,
): ContainerFinding {
  const limit = pod.shape?.largestMemoryBytes;
  const where = limit === undefined ? 'out of memory' : `out of memory at ${bytes(limit)}`;
  const restarts = container.restarts ?? 0;
  return {
    rule: 'pod-out-of-memory',
    text: `${subject(pod, container)} ${times(crashes, restarts, restartsLastHour)}: ${where}`,
    cause: container.name,
    amount: restarts,
    many: many =>
      `${podsOf(many)} ${verb(many.count, crashes.one, crashes.several)}: ${where}${restartWords(many)}`,
  };
}

export function endWords({ ended, last, message }: ContainerTrouble): string {
  const end = ended ?? last;
  if (end?.reason === 'OOMKilled') {
    return 'out of memory';
  }
  if (end?.exitCode !== undefined) {
    return `exit code ${end.exitCode}`;
  }
  return end?.reason ?? (message === undefined ? '' : startWords(message));
}

/** In what words a container is told that is started again and again. */
interface Way {
  told: string;
  one: string;
  several: string;
}
const crashes: Way = { told: 'has crashed', one: 'crashes', several: 'crash' };
const ends: Way = { told: 'has ended', one: 'ends', several: 'end' };
const killed: Way = { told: 'was killed', one: 'is killed', several: 'are killed' };

function isWell(end: ContainerRun | undefined): boolean {
  return end?.exitCode === 0;
}

function times({ told }: Way, restarts: number, lastHour: number | undefined): string {
  if (lastHour !== undefined && lastHour > 0) {
    return lastHour === 1 ? `${told} once in the last hour` : `${told} ${lastHour} times in the last hour`;
  }
  return restarts > 1 ? `${told} ${restarts} times` : told;
}

function restartWords({ amount }: Many): string {
  return amount > 1 ? `, ${counted(amount, 'restart')}` : '';
}
