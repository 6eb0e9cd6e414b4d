import { type Act, type ActOptions, end, type Plan, type Standing, supersededBy, turnedTo } from '../Act';
import { asRead, unseen } from '../guard';
import type { Look } from '../Look';
import { isObserved } from '../rolloutObject';
import type { Seen } from '../RolloutWriter';

/** Stops a rollout by hand, or lets it go on again. Ends no pause of the controller's own. */
export function pausing({ seen }: ActOptions, isPaused: boolean): Act {
  return {
    quiet: 'hoped',
    plan: look => whyNot(look, seen, isPaused) ?? write(look, isPaused),
    standing: look => standing(look, seen, isPaused),
  };
}

function whyNot({ rollout }: Look, seen: Seen, isPaused: boolean): Plan | undefined {
  const { metadata, spec, status } = rollout;
  if (metadata.uid !== seen.uid) {
    return supersededBy('another rollout of the same name');
  }
  if (status.currentPodHash !== seen.revision) {
    return turnedTo(status.currentPodHash);
  }
  return Boolean(spec.paused) === isPaused
    ? supersededBy(`another hand: it is ${isPaused ? 'paused already' : 'not paused any more'}`, {
        did: isPaused ? 'paused' : 'resumed',
        revision: seen.revision,
      })
    : undefined;
}

function write({ rollout }: Look, isPaused: boolean): Plan {
  const { metadata, spec, status } = rollout;
  return {
    kind: 'write',
    preconditions: [
      asRead('/metadata/uid', metadata.uid),
      asRead('/status/currentPodHash', status.currentPodHash),
      asRead('/spec/paused', spec.paused),
    ],
    change: [{ op: 'add', path: '/spec/paused', value: isPaused }],
  };
}

function standing({ rollout }: Look, seen: Seen, isPaused: boolean): Standing {
  const { metadata, spec } = rollout;
  if (metadata.uid !== seen.uid) {
    return supersededBy('another rollout of the same name');
  }
  if (Boolean(spec.paused) !== isPaused) {
    return { kind: 'untouched' };
  }
  const text = isPaused
    ? 'It is paused by hand, and the controller knows'
    : 'It is not paused by hand any more, and the controller knows';
  return isObserved(rollout) ? end({ kind: 'done', text }) : { kind: 'ignored', nudge: unseen(rollout) };
}
