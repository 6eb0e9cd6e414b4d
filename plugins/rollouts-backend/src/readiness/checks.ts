import { type Check, notLiveWords, type Source } from '@greenroom/plugin-portal-common';
import { type Analysis, type PodDot, type Revision, type Rollout } from '@greenroom/plugin-rollouts-common';
import type { Room } from './quotas/room';

/** Who these checks come from, as it is told beside them. */
const FROM = 'rollouts';

type Finding = Pick<Check, 'outcome' | 'reason'>;

/**
 * What the portal itself can say about letting a rollout's preview go live: always the same checks, in the same order,
 * so that a policy can name them. Nothing here counts time: the same world gives the same text. Pure.
 */
export function checksOf(rollout: Rollout, source: Source, room: Room): Check[] {
  const cluster = clusterLive(rollout, source);
  const findings: [string, (rollout: Rollout) => Finding][] = [
    ['preview-ready', previewReady],
    ['analysis', analysed],
    ['digests-pinned', digestsPinned],
    ['capacity', one => capacity(one, room)],
  ];
  const others = findings.map(([id, find]): [string, Finding] => [
    id,
    cluster.outcome === 'pass' ? find(rollout) : unknown(`not known now: ${cluster.reason}`),
  ]);
  return [...others, ['cluster-live', cluster] as const].map(([id, finding]) => ({
    id,
    from: FROM,
    ...finding,
    ...(source.observedAt !== undefined && { observedAt: source.observedAt }),
  }));
}

/** Whether what is shown can be believed: a promotion decided by old data is decided by nothing. */
function clusterLive({ cluster }: Rollout, { freshness, reason }: Source): Finding {
  return freshness === 'live'
    ? pass(`${cluster} answers, and everything it has is followed`)
    : block(`${cluster} ${notLiveWords[freshness].one}${reason === undefined ? '' : `: ${reason}`}`);
}

function previewReady({ preview, pause }: Rollout): Finding {
  if (!preview) {
    return block('there is no preview');
  }
  const { desired, ready } = preview.replicas;
  const count = `${ready} of ${desired} pods of ${preview.revision} are ready`;
  if (desired === 0) {
    return block(`${preview.revision} has no pods: the controller has scaled it down`);
  }
  if (ready < desired) {
    return block(`${count}${inWords(preview.pods)}`);
  }
  const since = pause ? ` and have waited since ${instant(pause.startedAt)}` : '';
  const restarts = preview.pods.reduce((sum, pod) => sum + pod.restarts, 0);
  return restarts === 0
    ? pass(`${count}${since}`)
    : warn(`${count}${since}; their containers have restarted ${times(restarts)}`);
}

/** The last run of each kind for the preview. One that was stopped has not judged, whatever the controller records. */
function analysed({ preview, analysis }: Rollout): Finding {
  if (!preview) {
    return block('there is no preview to analyse');
  }
  const runs = analysis.filter(({ revision }) => revision === preview.revision);
  const last = [...new Map([...runs].reverse().map(run => [run.when, run])).values()];
  const findings = last.map(judge);
  const worst = (['block', 'unknown', 'warn'] as const).flatMap(outcome =>
    findings.filter(finding => finding.outcome === outcome),
  )[0];
  return worst ?? findings[0] ?? warn('nothing is measured before it goes live');
}

const judgements: Readonly<Record<Analysis['phase'], (run: Analysis) => Finding>> = {
  passed: run => pass(`analysis ${run.name} passed${measured(run)}`),
  failed: run => block(`analysis ${run.name} failed${because(run)}`),
  error: run => block(`analysis ${run.name} could not measure${because(run)}`),
  inconclusive: run => block(`analysis ${run.name} came to no conclusion${because(run)}`),
  terminated: run => unknown(`analysis ${run.name} was stopped before it could judge`),
  pending: run => block(`analysis ${run.name} has not begun`),
  running: run => block(`analysis ${run.name} still measures${measured(run)}`),
};

function judge(run: Analysis): Finding {
  return judgements[run.phase](run);
}

function because({ message, metrics }: Analysis): string {
  const failed = metrics.filter(({ phase }) => phase !== 'passed').map(({ name }) => name);
  const why = message ?? failed.join(', ');
  return why === '' ? '' : `: ${why}`;
}

function measured({ metrics }: Analysis): string {
  const values = metrics.flatMap(({ name, limit, measurements }) => {
    const value = measurements.at(-1)?.value;
    return value === undefined ? [] : [`${name} ${value}${limit === undefined ? '' : ` (${limit})`}`];
  });
  return values.length === 0 ? '' : `: ${values.join(', ')}`;
}

/** A tag is a promise, a digest is the image. */
function digestsPinned({ preview }: Rollout): Finding {
  if (!preview || preview.images.length === 0) {
    return unknown('it is not known which images the preview runs');
  }
  const open = preview.images.filter(({ digest }) => digest === undefined);
  return open.length === 0
    ? pass('every image of the preview is known by its digest')
    : warn(
        `${open.map(({ name, tag }) => (tag === undefined ? name : `${name}:${tag}`)).join(', ')}: known by tag only, so nobody can say which image it is`,
      );
}

/**
 * Room for both stacks at once. Where both run at full size they have it. Where the preview is smaller, the quotas of
 * the namespace say whether the rest may start; whether a node has a place for it shows only when it does.
 */
function capacity(rollout: Rollout, room: Room): Finding {
  const { active, preview, desired } = rollout;
  if (!preview) {
    return block('there is no preview');
  }
  const homeless = [...preview.pods, ...(active?.pods ?? [])].find(isUnschedulable);
  if (homeless) {
    return block(`${homeless.name} finds no node: ${homeless.reason ?? 'Unschedulable'}`);
  }
  if (active && active.replicas.ready < active.replicas.desired) {
    return warn(
      `what is live has ${active.replicas.ready} of ${active.replicas.desired} pods ready: there is little to go back to`,
    );
  }
  if (preview.replicas.desired < desired) {
    return roomForRest(preview.replicas.desired, desired, room);
  }
  if (!full(preview)) {
    return block(`the preview runs ${preview.replicas.ready} of the ${desired} pods it needs`);
  }
  const both = `both stacks run at full size: ${desired} pods each`;
  return room.known && room.pods === 0
    ? warn(`${both}; nothing more may start (${room.by}): an autoscaler could add no pod`)
    : pass(both);
}

function roomForRest(there: number, desired: number, room: Room): Finding {
  const rest = desired - there;
  const runs = `the preview runs ${there} of the ${desired} pods it needs on stage`;
  if (!room.known) {
    return unknown(`${runs}; whether quotas leave room for ${rest} more is not known: ${room.why}`);
  }
  if (room.pods < rest) {
    return block(`${runs}, and there is room for ${room.pods} of ${rest} more (${room.by})`);
  }
  return room.unsure === undefined
    ? warn(`${runs}; quotas leave room for ${rest} more, and whether nodes do shows only when they start`)
    : unknown(`${runs}; whether quotas leave room for ${rest} more is not known: ${room.unsure}`);
}

function full({ replicas: { desired, ready } }: Revision): boolean {
  return ready >= desired;
}

function isUnschedulable({ state, reason }: PodDot): boolean {
  return state === 'failing' && (reason ?? '').startsWith('Unschedulable');
}

/** What keeps the pods: each reason once. */
function inWords(pods: readonly PodDot[]): string {
  const waiting = pods.filter(({ state }) => state === 'starting' || state === 'failing');
  const reasons = new Set(waiting.flatMap(({ reason }) => (reason === undefined ? [] : [reason])));
  return reasons.size === 0 ? '' : `: ${[...reasons].join(', ')}`;
}

function instant(time: string): string {
  return time.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC');
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}

function pass(reason: string): Finding {
  return { outcome: 'pass', reason };
}

function warn(reason: string): Finding {
  return { outcome: 'warn', reason };
}

function block(reason: string): Finding {
  return { outcome: 'block', reason };
}

function unknown(reason: string): Finding {
  return { outcome: 'unknown', reason };
}
