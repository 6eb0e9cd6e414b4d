import type { Act, Revision, Rollout } from './rollout';

/** What can be done to a rollout. `promote`, `promote-full` and `retry` only by a promotion request. */
export const actNames = [
  'promote',
  'promote-full',
  'retry',
  'abort',
  'pause',
  'resume',
  'restart',
  'return-to-stable',
  'undo',
  'nudge',
] as const;
export type ActName = (typeof actNames)[number];
export type Acts = Record<ActName, Act>;

/** The controller's pause before a promotion; any other is no approval to give. */
const PROMOTION_PAUSE = 'BlueGreenPause';

/** Each says why it is not possible, or nothing. The order of the questions is the order of what a person has to do first. */
const hindrances: Readonly<Record<ActName, (rollout: Rollout) => string | undefined>> = {
  promote: noPromotion,
  'promote-full': noFullPromotion,
  retry: noRetry,
  abort: noAbort,
  pause: ({ pause }) => (pause?.byHand ? 'It is paused by hand already' : undefined),
  resume: ({ pause }) => (pause?.byHand ? undefined : 'Nobody has paused it by hand'),
  restart: ({ active }) => (active ? undefined : 'Nothing is live that could be restarted'),
  'return-to-stable': noReturn,
  undo: noUndo,
  nudge: ({ unseen }) => (unseen ? undefined : 'The controller is not behind with what it has to read'),
};

/**
 * What the rollout's own state allows, and why not: what the page shows before a button is pressed and what the route
 * refuses by. Rights, policies and checks are not in it. Of a rollout that nobody can tell of now: `noActs`.
 */
export function allowedActs(rollout: Rollout): Acts {
  if (rollout.engine !== 'argo') {
    return noActs('Canaries of Flagger can not be acted on from here yet');
  }
  if (rollout.strategy !== 'blue-green') {
    return noActs('Canaries can not be acted on from here yet');
  }
  return actsBy(name => hindrances[name](rollout));
}

/** Nothing may be done, e.g. because what is known of the rollout is old. */
export function noActs(why: string): Acts {
  return actsBy(() => why);
}

function actsBy(whyNot: (name: ActName) => string | undefined): Acts {
  const entries = actNames.map((name): [ActName, Act] => {
    const why = whyNot(name);
    return [name, why === undefined ? { allowed: true } : { allowed: false, why }];
  });
  return Object.fromEntries(entries) as Acts;
}

/** What the specification asks for now: what is beside the active revision, else that itself. */
function current({ active, preview }: Rollout): Revision | undefined {
  return preview ?? active;
}

function isUnderWay({ active, preview, stable }: Rollout): boolean {
  return preview !== undefined || active?.revision !== stable?.revision;
}

function noPromotion(rollout: Rollout): string | undefined {
  const { pause, aborted, verdict } = rollout;
  if (pause?.byHand) {
    return 'Somebody paused it by hand: resume it first, or the promotion would be lost';
  }
  if (aborted) {
    return 'The update was aborted: it has to be tried again first';
  }
  if (!pause) {
    return 'Nothing waits for a promotion';
  }
  if (pause.reason !== PROMOTION_PAUSE) {
    return `It is paused by ${pause.reason}, which is not a pause before a promotion`;
  }
  // The pause may be that of a revision that is being replaced.
  const isOvertaken = verdict.state === 'progressing' && pause.until === undefined;
  return isOvertaken && rollout.promotion === 'by-person' ? rollout.sentence : undefined;
}

function noFullPromotion(rollout: Rollout): string | undefined {
  if (!isUnderWay(rollout)) {
    return 'No update is under way';
  }
  if (rollout.aborted) {
    return 'The update was aborted: it has to be tried again first';
  }
  return rollout.pause?.byHand ? 'Somebody paused it by hand: resume it first' : undefined;
}

function noRetry(rollout: Rollout): string | undefined {
  if (!rollout.aborted || !isUnderWay(rollout)) {
    return 'No aborted update is there to be tried again';
  }
  if (rollout.pause?.byHand) {
    return 'Somebody paused it by hand: resume it first';
  }
  const revision = current(rollout);
  if (!revision) {
    return 'The aborted revision is not known';
  }
  const { replicas, scaleDownAt } = revision;
  return Math.max(replicas.desired, replicas.current) > 0 || scaleDownAt !== undefined
    ? 'The pods of the aborted revision are still up: until they are gone it could go live without a pause'
    : undefined;
}

function noAbort(rollout: Rollout): string | undefined {
  if (rollout.aborted) {
    return 'The update is aborted already';
  }
  return rollout.preview || (rollout.active && isUnderWay(rollout)) ? undefined : 'No update is under way';
}

function noReturn(rollout: Rollout): string | undefined {
  const { active, stable, aborted, preview } = rollout;
  if (!stable) {
    return 'There is no stable revision to return to';
  }
  const isBack = active?.revision === stable.revision;
  if (isBack && (aborted || !preview)) {
    return 'Traffic is on the stable revision';
  }
  return undefined;
}

function noUndo(rollout: Rollout): string | undefined {
  const now = current(rollout)?.revision;
  const older = rollout.revisions.filter(({ revision }) => revision !== now);
  return older.length === 0 ? 'There is no other revision to go back to' : undefined;
}
