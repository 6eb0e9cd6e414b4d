import { type Act, type ActOptions, end, type Ending, type Standing, turnedTo } from './Act';
import { abort } from './acts/abort';
import { undo } from './acts/undo';
import { wayBack } from './acts/wayBack';
import { look, type Look, type Subject } from './Look';
import { isObserved } from './rolloutObject';
import type { Observed, Seen, Sending } from './RolloutWriter';
import { trafficWords } from './words';

/** Abort, way back, pause of 1.9.2: no world needs more steps. */
const STEPS = 5;

type StepName = NonNullable<Sending['step']>['name'];
type Next = { name: StepName; act: Act } | { ending: Ending };

export interface ReturnTools {
  options: ActOptions;
  /** Performs one of the acts that it takes. */
  perform(act: Act, step: Sending['step']): Promise<Observed>;
  observed(ending: Ending, sent: boolean): Observed;
}

/**
 * Traffic back to the stable revision, whatever that takes: an abort where that helps. Past the cut-over an abort leaves
 * traffic on pods that crash, so the stable template is put back, and on 1.9.2 the pause that comes in its way is promoted.
 */
export async function returnToStable({ options, perform, observed }: ReturnTools): Promise<Observed> {
  const { subject } = options;
  let { seen } = options;
  let last: Observed | undefined;
  for (let step = 0; step < STEPS; step += 1) {
    const now = await look(subject);
    const next = nextStep(now, { ...options, seen });
    if ('ending' in next) {
      return observed(next.ending, last !== undefined);
    }
    const outcome = await perform(next.act, { name: next.name, isFirst: last === undefined });
    if (outcome.kind !== 'done' && outcome.kind !== 'waits') {
      return last === undefined ? outcome : afterSending(outcome);
    }
    last = outcome;
    seen = await seenNow(subject, seen);
  }
  return observed(
    { kind: 'unknown', why: 'Traffic is not on the stable revision after every way was tried' },
    true,
  );
}

/** The next step goes from what this one made; only another object of the name would be another world. */
async function seenNow(subject: Subject, seen: Seen): Promise<Seen> {
  const { rollout } = await look(subject);
  return { ...seen, revision: rollout.status.currentPodHash ?? seen.revision, digests: [] };
}

/** A later step that could not be sent does not mean that nothing was. */
function afterSending(outcome: Observed): Observed {
  if (outcome.kind === 'superseded') {
    return { ...outcome, sent: true };
  }
  return outcome.kind === 'refused'
    ? { kind: 'failed', why: outcome.why, observedAt: outcome.observedAt }
    : outcome;
}

/**
 * How the rollout stands towards a return that another process began. `step`: what that was about to write last. Several
 * writes in a row: what stands tells how far it came, and that nothing was sent only of the first. Pure.
 */
export function returnStanding(now: Look, options: ActOptions, step: Sending['step']): Standing {
  const { status } = now.rollout;
  const isAsSeen = status.currentPodHash === options.seen.revision && isObserved(now.rollout);
  const isThere = step?.name === 'promote' || (step?.name === 'abort' && status.abort === true);
  if (step?.isFirst && isAsSeen && !isThere) {
    return { kind: 'untouched' };
  }
  const { currentPodHash: current, stableRS: stable } = status;
  const seen =
    stable !== undefined && current === stable ? { ...options.seen, revision: stable } : options.seen;
  const next = nextStep(now, { ...options, seen });
  return 'ending' in next
    ? end(next.ending)
    : {
        kind: 'moving',
        text: 'It was begun, and traffic is not on the stable revision yet: ask again if it stays so',
      };
}

/** What brings traffic back from here. Pure. */
export function nextStep(now: Look, options: ActOptions): Next {
  const { seen } = options;
  const { metadata, spec, status } = now.rollout;
  const { currentPodHash: current, stableRS: stable, blueGreen } = status;
  const refuse = (why: string): Next => ({ ending: { kind: 'refused', why } });
  if (metadata.uid !== seen.uid) {
    return { ending: { kind: 'superseded', by: 'another rollout of the same name' } };
  }
  if (!spec.strategy.blueGreen || stable === undefined) {
    return refuse('There is no stable revision of a blue-green rollout to return to');
  }
  if (current !== seen.revision) {
    return turnedTo(current);
  }
  const isBack = now.servicePointsAt === stable && blueGreen?.activeSelector === stable;
  if (current === stable) {
    return isBack ? arrived(now) : { name: 'promote', act: wayBack(options) };
  }
  if (isBack) {
    return status.abort ? arrived(now) : { name: 'abort', act: abort(options) };
  }
  if (!status.abort && (isWell(now) || spec.workloadRef)) {
    return { name: 'abort', act: abort(options) };
  }
  return { name: 'undo', act: undo(options, stable) };
}

function arrived({ rollout, servicePointsAt }: Look): Next {
  const { stableRS } = rollout.status;
  const words = trafficWords(servicePointsAt, stableRS);
  return { ending: { kind: 'done', text: `${words.charAt(0).toUpperCase()}${words.slice(1)}` } };
}

/** An abort brings traffic back from pods that are well; from pods that crash it does not (1.9.2 and 1.10.1). */
function isWell({ rollout, objects }: Look): boolean {
  const current = objects?.replicaSets.find(({ hash }) => hash === rollout.status.currentPodHash);
  return current !== undefined && current.available > 0 && current.available >= current.desired;
}
