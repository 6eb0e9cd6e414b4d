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
import { asRead, type Change, sameRevision } from '../guard';
import { isLive } from '../live';
import type { Look } from '../Look';
import { isAborted, isObserved } from '../rolloutObject';
import type { Seen } from '../RolloutWriter';
import { short, trafficWords } from '../words';

/** How long after an abort traffic may take to be back: half a second where the new pods are well. */
const BACK = 5_000;

/**
 * Stops an update. It is an emergency brake: on a rollout that is never quiet it is written all the same, and the
 * nudges see to it that it is heard.
 */
export function abort({ seen }: ActOptions): Act {
  return {
    quiet: 'hoped',
    plan: look => whyNot(look, seen) ?? write(look),
    standing: look => standing(look, seen),
  };
}

function whyNot({ rollout }: Look, seen: Seen): Plan | undefined {
  const { metadata, spec, status } = rollout;
  if (metadata.uid !== seen.uid) {
    return supersededBy('another rollout of the same name');
  }
  if (!spec.strategy.blueGreen) {
    return refused('Only blue-green rollouts can be aborted here yet');
  }
  if (status.currentPodHash !== seen.revision) {
    return turnedTo(status.currentPodHash);
  }
  if (status.currentPodHash === status.stableRS) {
    return refused(`${short(seen.revision)} is stable: there is no update to abort`);
  }
  if (status.abort) {
    return supersededBy('another hand: it is aborted already', { did: 'aborted', revision: seen.revision });
  }
  return isObserved(rollout)
    ? undefined
    : { kind: 'wait', why: 'the controller has not seen the last change of the specification' };
}

/** A full promotion that is on its way would win over the abort: it is taken back in the same write. */
function write({ rollout }: Look): Plan {
  const { metadata, status } = rollout;
  const change: Change[] = [{ op: 'add', path: '/status/abort', value: true }];
  return {
    kind: 'write',
    subresource: 'status',
    preconditions: [
      ...sameRevision(rollout),
      asRead('/metadata/generation', metadata.generation),
      asRead('/status/observedGeneration', status.observedGeneration),
      asRead('/status/stableRS', status.stableRS),
      asRead('/status/promoteFull', status.promoteFull),
    ],
    change: status.promoteFull
      ? [...change, { op: 'add', path: '/status/promoteFull', value: false }]
      : change,
  };
}

function standing(look: Look, seen: Seen): Standing {
  const { rollout, servicePointsAt } = look;
  const { metadata, status } = rollout;
  if (metadata.uid !== seen.uid) {
    return supersededBy('another rollout of the same name');
  }
  if (isLive(look, seen.revision)) {
    return supersededBy('a promotion: it went live', {
      did: 'went-live',
      revision: seen.revision,
      then: 'it is live',
    });
  }
  if (status.currentPodHash !== seen.revision) {
    return turnedTo(status.currentPodHash);
  }
  if (!status.abort) {
    return { kind: 'untouched' };
  }
  if (!isAborted(rollout)) {
    const notActed = [asRead('/status/abortedAt', status.abortedAt)];
    return { kind: 'ignored', nudge: [...sameRevision(rollout), ...notActed] };
  }
  const text = `The update to ${short(seen.revision)} is aborted; ${trafficWords(servicePointsAt, status.stableRS)}`;
  const ending = { kind: 'done', text } as const;
  return servicePointsAt === status.stableRS
    ? end(ending)
    : { kind: 'moving', text, after: { milliseconds: BACK, ending } };
}
