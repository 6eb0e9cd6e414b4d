import type { ContainerRun, EventRow } from '@greenroom/cluster-access';
import { newest } from '../events/newest';
import { probeWords } from './kubeletWords';

const PROBES: ReadonlySet<string> = new Set(['Unhealthy', 'ProbeError', 'ProbeWarning']);
const VOLUMES: ReadonlySet<string> = new Set(['FailedMount', 'FailedAttachVolume', 'FailedMapVolume']);
const SANDBOXES: ReadonlySet<string> = new Set(['FailedCreatePodSandBox', 'NetworkNotReady']);

/** How a process ends that the kubelet kills: by its signals, or in good order. */
const killedCodes: ReadonlySet<number> = new Set([0, 137, 143]);

export function probeWarning(warnings: readonly EventRow[]): EventRow | undefined {
  return newest(warnings.filter(({ reason }) => PROBES.has(reason)));
}

export function volumeWarning(warnings: readonly EventRow[]): EventRow | undefined {
  return newest(warnings.filter(({ reason }) => VOLUMES.has(reason)));
}

/** Its node can not make what its containers run in: mostly the network. */
export function sandboxWarning(warnings: readonly EventRow[]): EventRow | undefined {
  return newest(warnings.filter(({ reason }) => SANDBOXES.has(reason)));
}

/** Why the kubelet killed a container, where it did: a probe that failed too often, or a hook. */
export function killedBy(
  warnings: readonly EventRow[],
  container: string,
  end: ContainerRun | undefined,
): string | undefined {
  if (end?.exitCode === undefined || !killedCodes.has(end.exitCode)) {
    return undefined;
  }
  const kills = warnings.filter(
    ({ reason, text, about }) =>
      (about.container ?? container) === container &&
      (reason === 'FailedPostStartHook' || (PROBES.has(reason) && /^(Liveness|Startup) /.test(text))),
  );
  const event = newest(kills);
  return event && probeWords(event.text);
}
