import {
  isAmong,
  mayAcknowledge,
  mayExecute,
  mayVote,
  type Person,
  type QueueRow,
} from '@greenroom/plugin-rollouts-common';

/** What of an item waits for this very person; `undefined` when it waits for others. */
export type ForMe = 'vote' | 'go' | 'held' | 'ask' | 'acknowledge' | undefined;

/** By the same rules as the server's: an item that one may do nothing about is not one's own. */
export function forMe({ request, voters }: QueueRow, person: Person | undefined): ForMe {
  if (!person) {
    return undefined;
  }
  if (!request) {
    return isAmong(person, voters) ? 'ask' : undefined;
  }
  if (request.breakGlass && request.breakGlass.acknowledgedBy === undefined) {
    return mayAcknowledge(person, request).allowed ? 'acknowledge' : undefined;
  }
  if (mayVote(person, request).allowed) {
    return 'vote';
  }
  if (!mayExecute(person, request).allowed) {
    return undefined;
  }
  // While something holds it back there is nothing to press, but to see what that is.
  return request.heldBy === undefined ? 'go' : 'held';
}

/** The one thing to do about it, as a word on a button. */
export const forMeWords: Record<NonNullable<ForMe> | 'other', string> = {
  vote: 'Review',
  go: 'Go',
  held: 'Review',
  ask: 'Review',
  acknowledge: 'Acknowledge',
  other: 'Look',
};
