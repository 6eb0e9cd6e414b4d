import type { Pin, RequestKind, Revision, Rollout, RolloutRef } from '@greenroom/plugin-rollouts-common';
import type { Deed, Seen } from '../writes/RolloutWriter';

/** What a request of a kind would let go on now, or why there is nothing. */
export type Pinned = { pin: Pin } | { why: string };

/** What exactly a request of this kind would be pinned to now. */
export function pinNow(rollout: Rollout, kind: RequestKind): Pinned {
  const { preview } = rollout;
  const why = reasonAgainst(rollout, kind);
  if (why !== undefined || !preview) {
    return { why: why ?? 'There is no preview that could go live.' };
  }
  const pin = {
    rollout: refOf(rollout),
    uid: rollout.uid,
    revision: preview.revision,
    digests: digestsOf(preview),
    pauseStartedAt: momentOf(rollout, kind),
  };
  return { pin };
}

function reasonAgainst(rollout: Rollout, kind: RequestKind): string | undefined {
  switch (kind) {
    case 'promote':
      return waits(rollout) ? undefined : 'Nothing waits here for somebody to promote it.';
    case 'promote-full':
      return rollout.aborted ? 'The update was aborted: it has to be tried again first.' : undefined;
    case 'retry':
      return rollout.aborted ? undefined : 'The update was not aborted, so there is nothing to try again.';
    default:
      return 'Steps of a canary can not be promoted here.';
  }
}

/** The controller waits until a person says go; a pause by hand alone is no such pause. */
export function waits({ pause, aborted, preview, promotion }: Rollout): boolean {
  const byController = pause !== undefined && pause.reason !== BY_HAND && pause.until === undefined;
  return byController && !aborted && preview !== undefined && promotion === 'by-person';
}

/** As the reading calls a pause that only a person made. */
const BY_HAND = 'paused by hand';

/** Empty where there is no pause that would be ended: then the revision alone is what the request holds on to. */
function momentOf({ pause }: Rollout, kind: RequestKind): string {
  return kind === 'retry' || pause === undefined || pause.reason === BY_HAND ? '' : pause.startedAt;
}

/** Digests of what a revision runs, sorted; an image without one is not among them. */
export function digestsOf({ images }: Revision): string[] {
  return [...new Set(images.flatMap(({ digest }) => digest ?? []))].sort();
}

/** Only the four fields that name a rollout. */
export function refOf({ cluster, namespace, kind, name }: RolloutRef): RolloutRef {
  return { cluster, namespace, kind, name };
}

/** At most one open request has it. */
export function pinKey(pin: Omit<Pin, 'digests'>, kind: RequestKind): string {
  return JSON.stringify([pin.rollout.cluster, pin.uid, pin.revision, pin.pauseStartedAt, kind]);
}

/** Why what a request is pinned to is not what is there, naming what is; `undefined` while it is. */
export function supersededBy(pin: Pin, kind: RequestKind, rollout: Rollout | undefined): string | undefined {
  if (!rollout) {
    return 'the rollout being deleted';
  }
  if (rollout.uid !== pin.uid) {
    return 'another rollout of the same name: it was deleted and made anew';
  }
  const now = pinNow(rollout, kind);
  if ('pin' in now && isSame(pin, now.pin)) {
    return undefined;
  }
  return nameWhat(pin, rollout, 'pin' in now ? now.pin : undefined);
}

function isSame(pin: Pin, now: Pin): boolean {
  const samePause = pin.pauseStartedAt === '' || pin.pauseStartedAt === now.pauseStartedAt;
  return pin.revision === now.revision && samePause;
}

function nameWhat(pin: Pin, rollout: Rollout, now: Pin | undefined): string {
  const live = rollout.active?.revision === pin.revision;
  const next = rollout.preview?.revision;
  if (next !== undefined && next !== pin.revision) {
    return `a newer revision: ${next}`;
  }
  if (live) {
    return `another hand: ${pin.revision} is live already`;
  }
  if (rollout.aborted) {
    return `another hand: the update to ${pin.revision} was aborted`;
  }
  if (now) {
    return now.pauseStartedAt === ''
      ? 'another hand: the pause ended'
      : `another pause of the same revision, which began at ${now.pauseStartedAt}`;
  }
  return next === undefined
    ? `another hand: ${pin.revision} is no longer the preview`
    : 'another hand: the pause ended';
}

/** @returns `undefined` for steps of a canary, which nothing writes yet */
export function deedOf(kind: RequestKind): Deed | undefined {
  return kind === 'promote' || kind === 'promote-full' || kind === 'retry' ? { act: kind } : undefined;
}

/** What the writer holds the world against. */
export function seenOf({ rollout, uid, revision, digests, pauseStartedAt }: Pin): Seen {
  return { rollout, uid, revision, digests, ...(pauseStartedAt !== '' && { pauseStartedAt }) };
}
