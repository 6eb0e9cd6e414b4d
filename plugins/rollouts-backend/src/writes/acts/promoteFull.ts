import { type Act, type ActOptions, type Plan, refused, type Standing, supersededBy } from '../Act';
import { asRead, samePause, sameRevision, sameSpecification } from '../guard';
import type { Look } from '../Look';
import { pausesOf } from '../rolloutObject';
import type { Seen } from '../RolloutWriter';
import { endOf, moving, whyNot, whyNotThisPause } from './promote';

/** Lets a revision go live without its pauses and analyses. */
export function promoteFull({ seen }: ActOptions): Act {
  return {
    quiet: 'needed',
    plan: look => whyNot(look, seen) ?? whyNotFull(look, seen) ?? write(look),
    standing: look => standing(look, seen),
  };
}

function whyNotFull(look: Look, seen: Seen): Plan | undefined {
  const { status } = look.rollout;
  if (status.promoteFull) {
    return supersededBy('another hand: full promotion was asked for already', {
      did: 'asked-in-full',
      revision: seen.revision,
    });
  }
  if (status.currentPodHash === status.stableRS) {
    return supersededBy('another hand: it is the stable revision already', {
      did: 'went-live',
      revision: seen.revision,
    });
  }
  if (status.phase === 'Degraded') {
    // What it says afterwards could not be told from what it says now.
    return refused(
      `The controller says ${status.message ?? 'that it is degraded'}: that has to be mended first`,
    );
  }
  return seen.pauseStartedAt === undefined ? undefined : whyNotThisPause(look, seen);
}

function write({ rollout }: Look): Plan {
  return {
    kind: 'write',
    subresource: 'status',
    preconditions: [
      ...sameRevision(rollout),
      ...sameSpecification(rollout),
      ...(pausesOf(rollout).length > 0 ? samePause(rollout) : []),
      asRead('/status/promoteFull', rollout.status.promoteFull),
    ],
    change: [{ op: 'add', path: '/status/promoteFull', value: true }],
  };
}

function standing(look: Look, seen: Seen): Standing {
  const ended = endOf(look, seen);
  if (ended) {
    return ended;
  }
  const { rollout } = look;
  const { status } = rollout;
  if (!status.promoteFull) {
    const isActive = status.blueGreen?.activeSelector === seen.revision;
    return isActive ? moving(look, seen) : { kind: 'untouched' };
  }
  const nudge = [...sameRevision(rollout), asRead('/status/promoteFull', true)];
  return status.phase === 'Paused' ? { kind: 'ignored', nudge } : moving(look, seen);
}
