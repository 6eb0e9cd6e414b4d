import { ConflictError, CustomErrorBase } from '@backstage/errors';
import {
  isEnded,
  type PromotionRequest,
  requestStateWords,
  type Rollout,
} from '@greenroom/plugin-rollouts-common';
import type { Overtaken } from '../hands/Hand';

/** What is there instead of what the caller saw; its fields are the `cause` in the answer's body. */
class ThereNow extends CustomErrorBase {
  override name = 'ThereNow' as const;

  constructor(message: string, fields: Readonly<Record<string, unknown>>) {
    super(message);
    Object.assign(this, fields);
  }
}

/** What the request is pinned to is gone. Thrown by decisions, so that nothing is written. */
export class OvertakenError extends CustomErrorBase {
  override name = 'OvertakenError' as const;

  constructor(
    readonly request: PromotionRequest,
    readonly overtaken: Overtaken,
  ) {
    super(`This request was superseded by ${overtaken.by}.`);
  }
}

/** 409: the world or the request is not what the caller saw. `now` is what is there. */
export function conflict(message: string, now: Readonly<Record<string, unknown>>): ConflictError {
  const error = new ConflictError(message, new ThereNow(message, now));
  error.message = message;
  return error;
}

/** What a page needs of a rollout to show what waits there now. */
export function standing(rollout: Rollout | undefined): Readonly<Record<string, unknown>> {
  return {
    exists: rollout !== undefined,
    uid: rollout?.uid,
    revision: rollout?.preview?.revision,
    activeRevision: rollout?.active?.revision,
    pauseStartedAt: rollout?.pause?.startedAt,
    aborted: rollout?.aborted,
    sentence: rollout?.sentence,
  };
}

/** @throws ConflictError with what became of it */
export function mustBeOpen(request: PromotionRequest): void {
  if (isEnded(request.state)) {
    const { id, state, supersededBy, outcome } = request;
    throw conflict(
      `This request ${requestStateWords[state].stands}${supersededBy ? ` by ${supersededBy}` : ''}.`,
      {
        id,
        state,
        supersededBy,
        outcome,
      },
    );
  }
}
