import type { Pin, RequestKind, Revision, Rollout, RolloutRef } from '@greenroom/plugin-rollouts-common';
import type { Overtaken } from '../hands/Hand';
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
export function overtakenBy(
  pin: Pin,
  kind: RequestKind,
  rollout: Rollout | undefined,
): Overtaken | undefined {
  if (!rollout) {
    return { by: 'the rollout being deleted' };
  }
  if (rollout.uid !== pin.uid) {
    return { by: 'another rollout of the same name: it was deleted and made anew' };
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

function nameWhat({ revision }: Pin, rollout: Rollout, now: Pin | undefined): Overtaken {
  const next = rollout.preview?.revision;
  const active = rollout.active?.revision;
  if (next !== undefined && next !== revision) {
    return { by: `a newer revision: ${next}`, hand: { did: 'turned', revision: next } };
  }
  if (active === revision) {
    return { by: `another hand: ${revision} is live already`, hand: { did: 'went-live', revision } };
  }
  if (rollout.aborted) {
    const by = `another hand: the update to ${revision} was aborted`;
    return { by, hand: { did: 'aborted', revision } };
  }
  if (now && now.pauseStartedAt !== '') {
    return { by: `another pause of the same revision, which began at ${now.pauseStartedAt}` };
  }
  if (now || next !== undefined) {
    return { by: 'another hand: the pause ended', hand: { did: 'let-go-on', revision } };
  }
  return {
    by: `another hand: ${revision} is no longer the preview`,
    ...(active !== undefined && { hand: { did: 'turned', revision: active } }),
  };
}

/** @returns `undefined` for steps of a canary, which nothing writes yet */
export function deedOf(kind: RequestKind): Deed | undefined {
  return kind === 'promote' || kind === 'promote-full' || kind === 'retry' ? { act: kind } : undefined;
}

/** What the writer holds the world against. */
export function seenOf({ rollout, uid, revision, digests, pauseStartedAt }: Pin): Seen {
  return { rollout, uid, revision, digests, ...(pauseStartedAt !== '' && { pauseStartedAt }) };
}
