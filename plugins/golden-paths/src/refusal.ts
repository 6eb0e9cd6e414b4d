import { type Refusal, refusalOpening as openingOf } from '@greenroom/plugin-portal-react';

const openings: Readonly<Record<string, string>> = {
  ConflictError: 'Something else is there now.',
  NotAllowedError: 'You may not do this.',
  AuthenticationError: 'You are not signed in any more: reload the page.',
  NotFoundError: 'There is no such thing, or you may not see it.',
  InputError: 'The portal did not take these values.',
};

/** One sentence that says whose move it is, in this feature's words, before the server's own. */
export function refusalOpening(refusal: Pick<Refusal, 'name'>): string {
  return openingOf(refusal, openings, '');
}
