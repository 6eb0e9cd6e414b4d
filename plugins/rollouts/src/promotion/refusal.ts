import { type Refusal, refusalOpening } from '@greenroom/plugin-portal-react';

const openings: Readonly<Record<string, string>> = {
  ConflictError: 'What you saw is not what is there now.',
  NotAllowedError: 'You may not do this.',
  AuthenticationError: 'You are not signed in any more: reload the page.',
  NotFoundError: 'It is not there any more.',
  InputError: 'The portal did not understand this.',
};

/** Before the server's words on a step that somebody wanted to take: what that person saw has to do with it. */
export function stepOpening(refusal: Pick<Refusal, 'name'>): string {
  return refusalOpening(refusal, openings);
}
