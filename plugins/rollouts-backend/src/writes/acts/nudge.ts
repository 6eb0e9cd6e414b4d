import { type Act, type ActOptions, end, type Plan, type Standing, supersededBy, turnedTo } from '../Act';
import { unseen } from '../guard';
import type { Look } from '../Look';
import { isObserved } from '../rolloutObject';
import type { Seen } from '../RolloutWriter';
import { isWaking, waking } from '../waking';

/** Has the controller look at a specification that it has not read, whoever wrote it. Nothing of that is changed. */
export function nudge({ seen, requestId }: ActOptions): Act {
  return {
    quiet: 'hoped',
    plan: look => whyNot(look, seen) ?? write(look, requestId),
    standing: look => standing(look, seen),
  };
}

function whyNot({ rollout }: Look, seen: Seen): Plan | undefined {
  const { metadata, status } = rollout;
  if (metadata.uid !== seen.uid) {
    return supersededBy('another rollout of the same name');
  }
  if (isObserved(rollout)) {
    return supersededBy('the controller, which has read the last change');
  }
  return status.currentPodHash === seen.revision ? undefined : turnedTo(status.currentPodHash);
}

function write({ rollout }: Look, requestId: string): Plan {
  return {
    kind: 'write',
    subresource: 'status',
    preconditions: unseen(rollout),
    change: waking(requestId, 0),
  };
}

function standing({ rollout }: Look, seen: Seen): Standing {
  if (rollout.metadata.uid !== seen.uid) {
    return supersededBy('another rollout of the same name');
  }
  if (isObserved(rollout)) {
    return end({ kind: 'done', text: 'The controller has read the last change' });
  }
  return isWaking(rollout.status.message)
    ? { kind: 'ignored', nudge: unseen(rollout) }
    : { kind: 'untouched' };
}
