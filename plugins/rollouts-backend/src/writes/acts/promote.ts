import {
  type Act,
  type ActOptions,
  end,
  type Plan,
  refused,
  type Standing,
  supersededBy,
  turnedTo,
} from '../Act';
import { asRead, samePause, sameRevision, sameSpecification } from '../guard';
import { isLive, liveStanding, strangeDigests } from '../live';
import type { Look } from '../Look';
import {
  BLUE_GREEN_PAUSE,
  isAnalysing,
  isObserved,
  pausesOf,
  type RolloutObject,
  whyAborted,
} from '../rolloutObject';
import type { Seen } from '../RolloutWriter';
import { short, trafficWords } from '../words';

/** Lets one pause of one revision end. */
export function promote({ seen }: ActOptions): Act {
  return {
    quiet: 'needed',
    plan: look => whyNot(look, seen) ?? whyNotThisPause(look, seen) ?? write(look),
    standing: look => standing(look, seen),
  };
}

function write({ rollout }: Look): Plan {
  return {
    kind: 'write',
    subresource: 'status',
    preconditions: [...sameRevision(rollout), ...sameSpecification(rollout), ...samePause(rollout)],
    change: [{ op: 'remove', path: '/status/pauseConditions' }],
  };
}

/** What keeps this revision from being let go on, whatever it waits for. */
export function whyNot(look: Look, seen: Seen): Plan | undefined {
  const { rollout } = look;
  const { metadata, spec, status } = rollout;
  if (metadata.uid !== seen.uid) {
    return supersededBy('another rollout of the same name');
  }
  if (!spec.strategy.blueGreen) {
    return refused('Only blue-green rollouts can be promoted here yet');
  }
  if (status.currentPodHash !== seen.revision) {
    return turnedTo(status.currentPodHash);
  }
  if (isLive(look, seen.revision)) {
    return supersededBy('another hand: it is live already', { did: 'went-live', revision: seen.revision });
  }
  if (status.abort) {
    return supersededBy('an abort', { did: 'aborted', revision: seen.revision });
  }
  if (spec.paused) {
    return refused('Somebody paused the rollout by hand: resume it first, or the promotion would be lost');
  }
  if (!isObserved(rollout)) {
    return { kind: 'wait', why: 'the controller has not seen the last change of the specification' };
  }
  const strange = strangeDigests(look, seen);
  return strange.length > 0
    ? supersededBy(`other images under the same tags: its pods run ${strange.join(', ')}`)
    : undefined;
}

export function whyNotThisPause({ rollout }: Look, { pauseStartedAt, revision }: Seen): Plan | undefined {
  const pauses = pausesOf(rollout);
  const [pause] = pauses;
  if (!pause) {
    const by = rollout.status.controllerPause
      ? 'another hand: it was let go on'
      : 'another hand: the pause is over';
    return supersededBy(by, { did: 'let-go-on', revision });
  }
  if (pauses.length > 1) {
    return refused(`It is paused for more than one reason: ${pauses.map(({ reason }) => reason).join(', ')}`);
  }
  if (pause.startTime !== pauseStartedAt) {
    return supersededBy(`another pause, since ${pause.startTime}`);
  }
  if (pause.reason !== BLUE_GREEN_PAUSE) {
    return refused(`It is paused by ${pause.reason}, which is not a pause before a promotion`);
  }
  return rollout.status.controllerPause
    ? undefined
    : refused('The controller does not hold this pause itself: ending it would only start another');
}

function standing(look: Look, seen: Seen): Standing {
  const ended = endOf(look, seen);
  if (ended) {
    return ended;
  }
  const { rollout } = look;
  const { status } = rollout;
  const [pause] = pausesOf(rollout);
  if (pause) {
    return pausedStanding(pause, seen);
  }
  const isActive = status.blueGreen?.activeSelector === seen.revision;
  if (rollout.spec.paused && !isActive) {
    return supersededBy('somebody who paused the rollout by hand: the promotion is lost', {
      did: 'paused',
      revision: seen.revision,
      then: 'the promotion is lost',
    });
  }
  return status.controllerPause && status.phase === 'Paused' && !isActive
    ? { kind: 'ignored', nudge: [...sameRevision(rollout), ...letGo()] }
    : moving(look, seen);
}

function letGo() {
  return [asRead('/status/pauseConditions', undefined), asRead('/status/controllerPause', true)];
}

function pausedStanding(pause: { reason: string; startTime: string }, seen: Seen): Standing {
  if (pause.startTime === seen.pauseStartedAt) {
    return { kind: 'untouched' };
  }
  return pause.reason === BLUE_GREEN_PAUSE
    ? supersededBy(`another pause, since ${pause.startTime}`)
    : end({ kind: 'failed', why: `It was let go on and is paused again: ${pause.reason}` });
}

/** What is the end of it for `promote` and `promote-full` alike. */
export function endOf(look: Look, seen: Seen): Standing | undefined {
  const { metadata, status } = look.rollout;
  if (metadata.uid !== seen.uid) {
    return supersededBy('another rollout of the same name');
  }
  const live = liveStanding(look, seen);
  if (live) {
    return live;
  }
  if (status.currentPodHash !== seen.revision) {
    return turnedTo(status.currentPodHash);
  }
  if (status.abort) {
    return abortedStanding(look, seen);
  }
  return status.phase === 'Degraded' && isObserved(look.rollout)
    ? end({ kind: 'failed', why: `The controller says ${status.message ?? 'that it is degraded'}` })
    : undefined;
}

function abortedStanding({ rollout, servicePointsAt }: Look, { revision }: Seen): Standing {
  const why = whyAborted(rollout);
  const where = trafficWords(servicePointsAt, rollout.status.stableRS);
  return why === undefined
    ? supersededBy(`an abort; ${where}`, { did: 'aborted', revision, then: where })
    : end({ kind: 'failed', why: `The controller aborted it: ${why}; ${where}` });
}

/** On its way to all traffic. */
export function moving({ rollout }: Look, { revision }: Pick<Seen, 'revision'>): Standing {
  return { kind: 'moving', text: movingText(rollout, revision), lasts: isAnalysing(rollout) };
}

function movingText(rollout: RolloutObject, revision: string): string {
  const isActive = rollout.status.blueGreen?.activeSelector === revision;
  const where = isActive ? `Traffic is on ${short(revision)}` : `${short(revision)} was let go on`;
  if (isAnalysing(rollout)) {
    return `${where}; the analysis ${isActive ? 'after' : 'before'} the promotion runs`;
  }
  return isActive ? `${where}; it is not stable yet` : `${where}; the controller is about to switch traffic`;
}
