import { type Act, type ActOptions, end, type Plan, type Standing, turnedTo } from '../Act';
import { isLive } from '../live';
import type { Look } from '../Look';
import { pausesOf } from '../rolloutObject';
import { short } from '../words';
import { promote } from './promote';

/** The stable pods may have been taken away: they come up first. */
const PATIENCE = 600_000;

/**
 * The specification asks for the stable revision again and traffic is elsewhere: the controller goes there by itself
 * (1.10.1), or puts a pause before it (1.9.2), which is promoted under guard.
 */
export function wayBack(options: ActOptions): Act {
  const { revision } = options.seen;
  let letGo = promote(options);
  return {
    quiet: 'hoped',
    patience: PATIENCE,
    plan(look) {
      const arrival = arrived(look, revision);
      if (arrival) {
        return arrival;
      }
      const [pause] = pausesOf(look.rollout);
      if (!pause) {
        return waitOrTurn(look, revision);
      }
      letGo = promote({ ...options, seen: { ...options.seen, pauseStartedAt: pause.startTime } });
      return letGo.plan(look);
    },
    standing: (look): Standing => arrived(look, revision) ?? letGo.standing(look),
  };
}

function arrived(look: Look, revision: string): Extract<Standing, { kind: 'end' }> | undefined {
  return isLive(look, revision)
    ? end({ kind: 'done', text: `Traffic is on ${short(revision)}, which is stable` })
    : undefined;
}

function waitOrTurn({ rollout }: Look, revision: string): Plan {
  const { currentPodHash } = rollout.status;
  return currentPodHash === revision
    ? { kind: 'wait', why: `${short(revision)} is not serving yet` }
    : turnedTo(currentPodHash);
}
