import { z } from 'zod';
import { type Condition, kept } from './condition';
import { each, flag, part, text, whole } from './tolerant';

/** How a run of a container ended. */
export interface ContainerRun {
  /** In the kubelet's word, e.g. `OOMKilled`, `Error`, `Completed`. */
  reason?: string;
  exitCode?: number;
  message?: string;
  /** When it ended. */
  at?: string;
}

/** A container that is not simply running, or has not always been. */
export interface ContainerTrouble {
  name: string;
  /** It runs before, or beside, the others. */
  init?: true;
  restarts?: number;
  /** Why it does not run now, in the kubelet's word and with its explanation. */
  waiting?: string;
  message?: string;
  /** It has ended and was not started again. */
  ended?: ContainerRun;
  /** Its run before this one. */
  last?: ContainerRun;
  /** It runs since then, and is not ready. */
  unreadySince?: string;
  /** An init container that has not done its work yet: it runs since then. */
  runningSince?: string;
}

/** What is wrong with a pod, or was: absent for nearly all of them. */
export interface PodTrouble {
  containers?: ContainerTrouble[];
  /** Since when no node takes it. */
  unscheduledSince?: string;
  /** When its time to end in good order is over. */
  endsAt?: string;
}

const run = part({ reason: text, message: text, exitCode: whole, finishedAt: text });

export const containerStatuses = each(
  z.object({
    name: z.string(),
    ready: flag,
    started: flag,
    restartCount: whole,
    imageID: text,
    state: part({
      waiting: part({ reason: text, message: text }),
      running: part({ startedAt: text }),
      terminated: run,
    }),
    lastState: part({ terminated: run }),
  }),
);
type ContainerStatus = z.infer<typeof containerStatuses>[number];

interface Told {
  conditions: readonly Condition[];
  containerStatuses: z.infer<typeof containerStatuses>;
  initContainerStatuses: z.infer<typeof containerStatuses>;
}

/** `undefined` for a pod that runs and always did, and for one that did its work. */
export function podTrouble(status: Told | undefined, endsAt: string | undefined): PodTrouble | undefined {
  const containers = status
    ? [
        ...status.initContainerStatuses.flatMap(one => containerTrouble(one, true) ?? []),
        ...status.containerStatuses.flatMap(one => containerTrouble(one, false) ?? []),
      ]
    : [];
  const scheduled = status?.conditions.find(({ type }) => type === 'PodScheduled');
  const unscheduledSince = scheduled?.status === 'False' ? scheduled.since : undefined;
  if (containers.length === 0 && unscheduledSince === undefined && endsAt === undefined) {
    return undefined;
  }
  return {
    ...(containers.length > 0 && { containers }),
    ...(unscheduledSince !== undefined && { unscheduledSince }),
    ...(endsAt !== undefined && { endsAt }),
  };
}

function containerTrouble(status: ContainerStatus, isInit: boolean): ContainerTrouble | undefined {
  const { waiting, terminated, running } = status.state ?? {};
  const ended = endOf(terminated);
  const last = endOf(status.lastState?.terminated);
  // An init container that has run is not ready for ever: only what should be ready counts.
  const isRunning = running !== undefined && status.ready === false;
  const isUnready = isRunning && !isInit;
  const restarts = status.restartCount ?? 0;
  const didItsWork = ended?.exitCode === 0 && !last;
  if (didItsWork || (!waiting && !ended && !last && !isRunning)) {
    return undefined;
  }
  return {
    name: status.name,
    ...(isInit && { init: true }),
    ...(restarts > 0 && { restarts }),
    ...(waiting?.reason !== undefined && { waiting: waiting.reason }),
    ...(waiting?.message !== undefined && { message: kept(waiting.message) }),
    ...(ended && { ended }),
    ...(last && { last }),
    ...(isUnready && running.startedAt !== undefined && { unreadySince: running.startedAt }),
    ...(isRunning && isInit && running.startedAt !== undefined && { runningSince: running.startedAt }),
  };
}

function endOf(ended: z.infer<typeof run>): ContainerRun | undefined {
  if (!ended) {
    return undefined;
  }
  const { reason, exitCode, message, finishedAt } = ended;
  return {
    ...(reason !== undefined && { reason }),
    ...(exitCode !== undefined && { exitCode }),
    ...(message !== undefined && { message: kept(message) }),
    ...(finishedAt !== undefined && { at: finishedAt }),
  };
}
