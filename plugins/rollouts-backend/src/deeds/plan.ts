import { createHash } from 'node:crypto';
import { InputError, NotAllowedError } from '@backstage/errors';
import { refName } from '@greenroom/plugin-portal-common';
import {
  actWords,
  allowedActs,
  lastStableOf,
  mayBeImmediate,
  type Person,
  type Revision,
  type Rollout,
  type RolloutRef,
} from '@greenroom/plugin-rollouts-common';
import { conflict, standing } from '../promotions/conflict';
import type { Deed, Seen } from '../writes/RolloutWriter';
import type { DeedAction, DeedRecord } from './DeedStore';

/** Body of an act. `revision` is the pod-template-hash that the person saw. */
export interface DeedBody {
  revision: string;
  reason: string;
  /** Of an undo: the hash to go back to. */
  toRevision?: string;
}

/** @throws NotAllowedError: only a person does it, and not in a guest's name */
export function mustBePerson({ kind }: Person): void {
  if (kind !== 'user') {
    throw new NotAllowedError(
      kind === 'guest'
        ? 'A guest may not do this: sign in as yourself.'
        : "Only a person may do this, and this is a program's token.",
    );
  }
}

/**
 * What the person saw, if it is what is there and the act is possible on it.
 * @throws ConflictError with what is there, InputError
 */
export function seenBy(
  rollout: Rollout,
  action: DeedAction,
  { revision, toRevision }: DeedBody,
  previousStable: string | undefined,
): Revision {
  const now = rollout.preview ?? rollout.active;
  if (!now || now.revision !== revision) {
    throw conflict('That is not the revision that is there now.', standing(rollout));
  }
  const { allowed, why } = allowedActs(rollout)[action];
  if (!allowed) {
    throw conflict(`${why ?? 'This is not possible now'}.`, standing(rollout));
  }
  if (action === 'undo') {
    mustBeUndoable(rollout, toRevision, previousStable);
  }
  return now;
}

/** An undo that would be live at once skips every vote: only the way back to what was stable last may do that. */
function mustBeUndoable(
  rollout: Rollout,
  toRevision: string | undefined,
  previousStable: string | undefined,
): void {
  const to = rollout.revisions.find(({ revision }) => revision === toRevision);
  if (toRevision === undefined) {
    throw new InputError('toRevision: say which revision to go back to');
  }
  if (!to) {
    throw conflict(`There is no revision ${toRevision} any more to go back to.`, standing(rollout));
  }
  const lastStable = lastStableOf(rollout, previousStable);
  if (toRevision !== lastStable && mayBeImmediate(rollout, to)) {
    const back = lastStable === undefined ? 'none is known' : `that is ${lastStable}`;
    throw new NotAllowedError(
      `Going back to ${toRevision} would be live at once, and it is not the last stable revision (${back}): it needs a promotion request. Wait until its pods are gone, or deploy it as a new revision.`,
    );
  }
}

export function deedFor({ action, toRevision, sent }: DeedRecord): Deed {
  if (action === 'restart' || action === 'return-to-stable') {
    return { act: action, ...(sent && { sent }) };
  }
  return action === 'undo' ? { act: action, toRevision: toRevision ?? '' } : { act: action };
}

export function seenOf({ rollout, uid, revision, digests }: DeedRecord): Seen {
  return { rollout, uid, revision, digests };
}

/** `ada wants to abort the update to 7d9f4c: it burns`, as the ledger begins. */
export function intention({ by, action, revision, toRevision, reason }: DeedRecord): string {
  return `${refName(by)} wants to ${actWords[action].want(revision, toRevision)}: ${reason}`;
}

/** Two tries with one key have to be of the same act. */
export function bodyHash(ref: RolloutRef, action: DeedAction, body: DeedBody): string {
  const { cluster, namespace, kind, name } = ref;
  const { revision, reason, toRevision } = body;
  const words = [cluster, namespace, kind, name, action, revision, reason, toRevision ?? null];
  return createHash('sha256').update(JSON.stringify(words)).digest('hex');
}
