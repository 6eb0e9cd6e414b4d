import {
  isAmong,
  mayAcknowledge,
  mayExecute,
  mayVote,
  type Person,
  type QueueItem,
} from '@greenroom/plugin-rollouts-common';

/** What of an item waits for this very person; `undefined` when it waits for others. */
export type ForMe = 'vote' | 'go' | 'ask' | 'acknowledge' | undefined;

/** By the same rules as the server's: an item that one may do nothing about is not one's own. */
export function forMe({ request, voters }: QueueItem, person: Person | undefined): ForMe {
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
  return mayExecute(person, request).allowed ? 'go' : undefined;
}

/** The one thing to do about it, as a word on a button. */
export const forMeWords: Record<NonNullable<ForMe> | 'other', string> = {
  vote: 'Review',
  go: 'Go',
  ask: 'Review',
  acknowledge: 'Acknowledge',
  other: 'Look',
};
