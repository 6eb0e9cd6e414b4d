import type { ContainerTrouble, EventRow, PodRow } from '@greenroom/cluster-access';
import { namedKey, workloadKey } from '../about';
import { type Finding, found, NOTHING, type Reading } from '../Finding';
import { linkTo } from '../links';
import { rules } from '../rules';
import { answerWords } from '../storage/driverWords';
import { hasLasted, HOUR, MINUTE } from '../time';
import { because, podsOf, verb } from '../words';
import { containerFinding, endWords, subject } from './containerFinding';
import { ownWords, probeWords, sandboxWords } from './kubeletWords';
import type { PodContext } from './PodContext';
import { readUnscheduled } from './readUnscheduled';
import { probeWarning, sandboxWarning, volumeWarning } from './warnings';

/** How long a pod may take to end after its time for it is over. */
const ENDING_LIMIT = MINUTE;
/** A pod that starts longer than this starts for long. */
const STARTING_LIMIT = 5 * MINUTE;
/** A container that was started just now is not ready yet, and that is no fault. */
const WARM_UP = MINUTE;
/** So many restarts within an hour are told of a container that runs. */
const RESTARTS_TOLD = 3;

type Part = Omit<Finding, 'object' | 'owner'>;

/**
 * What is wrong with a pod: at most one thing, the one that explains the others. Source of what the kubelet and the
 * scheduler say: kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/, and the rules of `rules.ts`.
 */
export function readPod(pod: PodRow, context: PodContext): Reading {
  const reading = readPart(pod, context);
  const { owner } = context;
  return {
    ...reading,
    findings: reading.findings.map(finding => ({
      ...finding,
      ...(owner && { owner }),
      about: {
        ...(owner && { workload: [workloadKey(owner)] }),
        ...(pod.node !== undefined && { node: [pod.node] }),
        ...(pod.shape?.claims && { claim: pod.shape.claims.map(name => namedKey({ ...pod, name })) }),
        ...finding.about,
      },
    })),
  };
}

function readPart(pod: PodRow, context: PodContext): Reading {
  if (pod.deleting) {
    return readEnding(pod, context);
  }
  if (pod.phase === 'Succeeded') {
    return NOTHING;
  }
  if (pod.phase === 'Failed') {
    return readFailed(pod, context);
  }
  if (context.nodeIsSilent && !pod.ready) {
    return told(pod, lost(pod));
  }
  if (pod.node === undefined) {
    return readUnscheduled(pod, context);
  }
  return readContainers(pod, context);
}

function told(pod: PodRow, part: Part, until?: number): Reading {
  return found({ ...part, object: linkTo('Pod', pod) }, until);
}

function readEnding(pod: PodRow, { now }: PodContext): Reading {
  const { lasted, until } = hasLasted(pod.trouble?.endsAt, ENDING_LIMIT, now);
  if (!lasted) {
    return { findings: [], until };
  }
  return told(pod, {
    rule: 'pod-stuck-ending',
    text: `${pod.name} was to end and is still there`,
    since: pod.trouble?.endsAt,
    many: many => `${podsOf(many)} were to end and are still there`,
  });
}

/** Pods of jobs fail and are tried again: their Job says when that is wrong. */
function readFailed(pod: PodRow, { owner, now }: PodContext): Reading {
  if (owner?.kind === 'Job' || owner?.kind === 'CronJob') {
    return NOTHING;
  }
  // Failed pods stay until somebody clears them away; others have taken their place long since.
  const recent = hasLasted(pod.notReadySince ?? pod.createdAt, HOUR, now);
  // A node that did not let it in says nothing of when.
  const since = pod.notReadySince ?? pod.createdAt;
  const faded = recent.lasted ? { state: 'healthy' as const, severity: 2 } : {};
  if (pod.reason === 'Evicted') {
    const part: Part = {
      rule: 'pod-evicted',
      ...faded,
      text: because(`${pod.name} was evicted`, pod.message && ownWords(pod.message)),
      since,
      many: many => `${podsOf(many)} ${verb(many.count, 'was', 'were')} evicted`,
    };
    return told(pod, part, recent.until);
  }
  const why = failureWords(pod);
  const part: Part = {
    rule: 'pod-failed',
    ...(owner ? faded : {}),
    text: because(`${pod.name} failed and is not started again`, why),
    since,
    cause: why,
    many: many => because(`${podsOf(many)} failed`, why),
  };
  return told(pod, part, owner ? recent.until : undefined);
}

/** A pod that did not fail by how a container ended says so itself: it was too late, or its node did not let it in. */
function failureWords({ trouble, reason, message }: PodRow): string | undefined {
  const ended = trouble?.containers?.find(container => container.ended);
  if (ended && (reason === undefined || reason === ended.ended?.reason)) {
    return endWords(ended);
  }
  return message === undefined ? reason : ownWords(message);
}

function lost(pod: PodRow): Part {
  return {
    rule: 'pod-lost',
    text: `${pod.name} is on ${pod.node}, which does not answer`,
    since: pod.notReadySince,
    cause: pod.node,
    many: many => `${podsOf(many)} are on ${pod.node}, which does not answer`,
  };
}

function readContainers(pod: PodRow, context: PodContext): Reading {
  const containers = pod.trouble?.containers ?? [];
  const parts = containers.flatMap(one => {
    const part = containerFinding(pod, one, context);
    return part ? [{ since: pod.notReadySince, ...part }] : [];
  });
  const worst = parts.sort((a, b) => rules[b.rule].severity - rules[a.rule].severity)[0];
  if (worst && !pod.ready) {
    return told(pod, worst);
  }
  return pod.ready ? readRestarts(pod, containers, context) : readUnready(pod, containers, context);
}

/** One that runs now, and did not lately. */
function readRestarts(pod: PodRow, containers: readonly ContainerTrouble[], context: PodContext): Reading {
  const last = containers.find(one => one.last && one.last.exitCode !== 0);
  const recent = hasLasted(last?.last?.at, HOUR, context.now);
  const restarts = context.restartsLastHour ?? 0;
  if (!last || recent.lasted || restarts < RESTARTS_TOLD) {
    return recent.until === undefined ? NOTHING : { findings: [], until: recent.until };
  }
  const why = endWords(last);
  const part: Part = {
    rule: 'pod-restarting',
    text: because(`${subject(pod, last)} was restarted ${restarts} times in the last hour`, why),
    since: last.last?.at,
    cause: why,
    amount: restarts,
    many: many => because(`${podsOf(many)} were restarted ${many.amount} times in the last hour`, why),
  };
  return told(pod, part, recent.until);
}

function readUnready(pod: PodRow, containers: readonly ContainerTrouble[], context: PodContext): Reading {
  const { now, warnings = [] } = context;
  const isRunning =
    pod.phase === 'Running' && !containers.some(one => one.waiting !== undefined && !one.last);
  const volume = isRunning ? undefined : volumeWarning(warnings);
  if (volume) {
    return told(pod, volumeFinding(pod, volume));
  }
  if (!isRunning) {
    return readStarting(pod, context);
  }
  const probe = probeWarning(warnings);
  const since = pod.notReadySince ?? containers.find(one => one.unreadySince)?.unreadySince;
  const warm = hasLasted(since, WARM_UP, now);
  if (!probe && !warm.lasted) {
    return told(pod, starting(pod), warm.until);
  }
  return told(pod, unready(pod, containers, probe, since));
}

function volumeFinding(pod: PodRow, event: EventRow): Part {
  const why = answerWords(event.text, 'its storage driver');
  return {
    rule: 'pod-volume',
    text: `${pod.name} waits for its volume: ${why}`,
    since: pod.createdAt,
    many: many => `${podsOf(many)} wait for their volumes: ${why}`,
  };
}

function starting(pod: PodRow): Part {
  return {
    rule: 'pod-starting',
    text: `${pod.name} starts`,
    since: pod.createdAt,
    many: many => `${podsOf(many)} start`,
  };
}

function readStarting(pod: PodRow, { now, warnings = [] }: PodContext): Reading {
  const warning = sandboxWarning(warnings);
  const sandbox = warning && sandboxWords(warning.text);
  const { lasted, until } = hasLasted(pod.createdAt, sandbox ? WARM_UP : STARTING_LIMIT, now);
  if (!lasted) {
    return told(pod, starting(pod), until);
  }
  const part: Part = {
    rule: 'pod-slow-start',
    text: because(`${pod.name} does not come up`, sandbox ?? startingWords(pod)),
    since: pod.createdAt,
    cause: sandbox ?? pod.reason,
    many: many => because(`${podsOf(many)} do not come up`, sandbox ?? pod.reason),
  };
  return told(pod, part);
}

/** What a pod waits for that is not up yet. */
function startingWords({ trouble, message, reason }: PodRow): string | undefined {
  const before = trouble?.containers?.find(one => one.init && one.runningSince !== undefined);
  return before ? `its init container ${before.name} still runs` : (message ?? reason);
}

function unready(
  pod: PodRow,
  containers: readonly ContainerTrouble[],
  probe: EventRow | undefined,
  since: string | undefined,
): Part {
  const container = containers.find(one => one.unreadySince !== undefined);
  const who = container ? subject(pod, container) : pod.name;
  const why = probe && probeWords(probe.text);
  return {
    rule: 'pod-unready',
    text: because(`${who} runs and is not ready`, why),
    since,
    cause: container?.name,
    many: many => because(`${podsOf(many)} run and are not ready`, why),
  };
}
