import type { ContainerTrouble, PodRow } from '@greenroom/cluster-access';
import type { Finding, Many } from '../Finding';
import { bytes, counted, podsOf, quoted, verb } from '../words';

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

/** Everything else that it waits for is on its way. */
const CRASHING = 'CrashLoopBackOff';

/** What is wrong with a container that does not run now; `undefined` when it is only starting. */
export function containerFinding(
  pod: PodRow,
  container: ContainerTrouble,
  restartsLastHour: number | undefined,
): ContainerFinding | undefined {
  const { waiting, ended, message } = container;
  if (waiting !== undefined && imageReasons.has(waiting)) {
    return imageFinding(pod, container, message);
  }
  if (waiting !== undefined && configurationReasons.has(waiting)) {
    return configurationFinding(pod, container, message ?? waiting);
  }
  const isFailedRun = ended !== undefined && ended.exitCode !== 0;
  return waiting === CRASHING || isFailedRun ? crashFinding(pod, container, restartsLastHour) : undefined;
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

/** Containerd's errors repeat the image three times: what is after the last colon of a known end says why. */
function imageWords(message: string | undefined): string | undefined {
  if (message === undefined) {
    return undefined;
  }
  const known =
    /(not found|unauthorized|forbidden|manifest unknown|no such host|connection refused|i\/o timeout|toomanyrequests|x509[^:]*)/i.exec(
      message,
    );
  const image = /"([^"\s]+)"/.exec(message)?.[1];
  return known && image ? `${image}: ${known[1]?.toLocaleLowerCase('en')}` : quoted(message);
}

function configurationFinding(pod: PodRow, container: ContainerTrouble, why: string): ContainerFinding {
  return {
    rule: 'pod-configuration',
    text: `${subject(pod, container)} can not be started: ${quoted(why)}`,
    cause: `${container.name}: ${quoted(why)}`,
    many: many => `${podsOf(many)} can not be started: ${quoted(why)}`,
  };
}

function crashFinding(
  pod: PodRow,
  container: ContainerTrouble,
  restartsLastHour: number | undefined,
): ContainerFinding {
  // Between a crash and the wait for the next start the kubelet tells the end as the state itself.
  const end = container.ended ?? container.last;
  return end?.reason === 'OOMKilled'
    ? memoryFinding(pod, container, restartsLastHour)
    : exitFinding(pod, container, restartsLastHour);
}

function exitFinding(
  pod: PodRow,
  container: ContainerTrouble,
  restartsLastHour: number | undefined,
): ContainerFinding {
  const why = endWords(container);
  const restarts = container.restarts ?? 0;
  return {
    rule: 'pod-crashing',
    text: `${subject(pod, container)} ${hasCrashed(restarts, restartsLastHour)}${why && `: ${why}`}`,
    cause: `${container.name}: ${why}`,
    amount: restarts,
    many: many =>
      `${podsOf(many)} ${verb(many.count, 'crashes', 'crash')}${why && `: ${why}`}${restartWords(many)}`,
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
    text: `${subject(pod, container)} ${hasCrashed(restarts, restartsLastHour)}: ${where}`,
    cause: container.name,
    amount: restarts,
    many: many => `${podsOf(many)} ${verb(many.count, 'crashes', 'crash')}: ${where}${restartWords(many)}`,
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
  return end?.reason ?? (message === undefined ? '' : quoted(message));
}

function hasCrashed(restarts: number, lastHour: number | undefined): string {
  if (lastHour !== undefined && lastHour > 0) {
    return lastHour === 1
      ? 'has crashed once in the last hour'
      : `has crashed ${lastHour} times in the last hour`;
  }
  return restarts > 1 ? `has crashed ${restarts} times` : 'has crashed';
}

function restartWords({ amount }: Many): string {
  return amount > 1 ? `, ${counted(amount, 'restart')}` : '';
}
